package io.murel.text;

import io.murel.nn.KernelSource;

/** Brings kernels for the recurrence of the question encoders. */
public interface RecurrentSource extends KernelSource<RecurrentKernel> {}
