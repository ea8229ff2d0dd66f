package io.murel.data;

import java.util.Random;

/**
 * Random generators for the parts of a run. {@link Random} is used because its algorithm is
 * specified: the same seed gives the same order on every Java version.
 */
final class Seeds {
  private Seeds() {}

  /** A generator of its own for each seed, epoch and part. */
  static Random random(long seed, long epoch, long part) {
    return new Random(mix(mix(mix(seed) + epoch) + part));
  }

  /** 0 to n - 1 in random order (Fisher and Yates). */
  static int[] permutation(int n, Random random) {
    int[] out = new int[n];
    for (int i = 0; i < n; i++) {
      int j = random.nextInt(i + 1);
      out[i] = out[j];
      out[j] = i;
    }
    return out;
  }

  /** The finaliser of SplitMix64: neighbouring numbers become unrelated ones. */
  private static long mix(long x) {
    long z = x + 0x9E3779B97F4A7C15L;
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }
}
