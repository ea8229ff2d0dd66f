/**
 * A thin layer over libtorch: modules with parameters named as in PyTorch's state_dict, the few
 * layers the networks use, and conversions. Tensors made inside a {@code PointerScope} are freed
 * with it; parameters live as long as their module.
 */
package io.murel.nn;
