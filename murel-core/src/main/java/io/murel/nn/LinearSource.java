package io.murel.nn;

/** Brings kernels for linear layers. */
public interface LinearSource extends KernelSource<LinearKernel> {}
