package io.murel.fusion;

import io.murel.nn.KernelSource;

/** Brings kernels for the meetings of rows. */
public interface MeetingProvider extends KernelSource<MeetingKernel> {}
