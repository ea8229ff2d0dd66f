/**
 * Ways to compute the relations of all pairs of regions: the original's sequence of operations as a
 * reference, tiles of libtorch operations for any device, and vector kernels that another module
 * may bring.
 */
package io.murel.relation.kernel;
