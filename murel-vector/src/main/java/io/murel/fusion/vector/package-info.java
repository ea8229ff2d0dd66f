/** Fusions with the vector instructions of the CPU (module jdk.incubator.vector). */
package io.murel.fusion.vector;
