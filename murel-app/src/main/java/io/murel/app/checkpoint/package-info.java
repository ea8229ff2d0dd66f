/** Weights and runs in and out: from the original and other programs, and to safetensors. */
package io.murel.app.checkpoint;
