package io.murel.train;

/**
 * Rises linearly from 0 to the peak, then falls linearly to 0 at the end of the run.
 *
 * @param peak the highest rate
 * @param warmup share of the run spent rising, 0 to 1
 */
public record LinearDecay(double peak, double warmup) implements LearningRateSchedule {

  @Override
  public double at(Progress progress) {
    double t = progress.fraction();
    return t < warmup
        ? peak * Math.max(t, 1e-3) / warmup
        : peak * Math.max(0, 1 - t) / (1 - warmup);
  }
}
