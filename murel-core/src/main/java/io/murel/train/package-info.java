/** Training: optimizers, schedule, the training loop, checkpoints and the run log. */
package io.murel.train;
