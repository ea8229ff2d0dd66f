/** How much memory the machine, or the container it is, can still give. */
package io.murel.memory;
