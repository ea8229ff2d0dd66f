/**
 * {@code murel bench}: how fast this is, on this machine, against the original's sequence of
 * operations on the same libtorch. Both are measured in turn in one process on the same inputs, so
 * that a noisy machine disturbs both alike; their peak memory is measured in a process of its own
 * each.
 */
package io.murel.app.bench;
