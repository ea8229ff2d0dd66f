/**
 * Relations with the vector instructions of the CPU (module jdk.incubator.vector): products whose
 * results are reduced while they are still in registers, and a backward pass that visits the
 * winners only.
 */
package io.murel.relation.vector;
