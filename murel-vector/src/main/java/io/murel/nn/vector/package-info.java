/** Linear layers with the vector instructions of the CPU. */
package io.murel.nn.vector;
