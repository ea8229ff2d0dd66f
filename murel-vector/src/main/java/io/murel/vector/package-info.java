/** Vector instructions of the CPU and threads to use them with. */
package io.murel.vector;
