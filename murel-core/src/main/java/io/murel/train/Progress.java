package io.murel.train;

/**
 * How far a training run is.
 *
 * @param epoch epochs begun before this one, from 0
 * @param fraction share of the whole run behind us, 0 to 1 (of its epochs, or of its time where the
 *     run is limited by time)
 */
public record Progress(int epoch, double fraction) {}
