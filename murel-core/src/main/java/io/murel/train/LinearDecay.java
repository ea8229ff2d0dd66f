package io.murel.train;

/**
 * Rises linearly to the peak, then falls linearly to 0 at the end of the run. The first steps, at
 * which the line is still at 0, get what it gives after a thousandth of the run.
 *
 * @param peak the highest rate
 * @param warmup share of the run spent rising, from 0 up to, not including, 1
 */
public record LinearDecay(double peak, double warmup) implements LearningRateSchedule {

  private static final double FIRST = 1e-3;

  public LinearDecay {
    if (!(warmup >= 0 && warmup < 1)) {
      throw new IllegalArgumentException("a warm-up of " + warmup + " of the run");
    }
  }

  @Override
  public double at(Progress progress) {
    double t = progress.fraction();
    return t < warmup
        ? peak * Math.min(1, Math.max(t, FIRST) / warmup)
        : peak * Math.max(0, 1 - t) / (1 - warmup);
  }
}
