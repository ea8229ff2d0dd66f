package io.murel.scenes.world;

/**
 * Random numbers that are the same on every machine and in every Java release: SplitMix64 (Steele,
 * Lea and Flood, 2014), written out because the library's generators do not promise their sequence.
 * Not for several threads.
 */
public final class SceneRandom {

  private static final long GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  public SceneRandom(long seed) {
    this.state = seed;
  }

  /**
   * The generator of one item of a data set. For a given seed, different ids have different states:
   * the mapping is a bijection.
   */
  public static SceneRandom of(long seed, long id) {
    return new SceneRandom(mix(mix(seed) + id));
  }

  /** A bijection of the 64-bit numbers that spreads neighbours apart. */
  public static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  public long nextLong() {
    state += GAMMA;
    return mix(state);
  }

  /** Uniform in 0 up to, not including, {@code bound}. */
  public int below(int bound) {
    // The bias of taking the high half of a 32 x 32 bit product is below 1e-8 for small bounds.
    return (int) (((nextLong() >>> 32) * bound) >>> 32);
  }

  /** Uniform in {@code low} to {@code high}, both included. */
  public int between(int low, int high) {
    return low + below(high - low + 1);
  }

  /** Uniform in 0 up to, not including, 1. */
  public double unit() {
    return (nextLong() >>> 11) * 0x1p-53;
  }

  /** Uniform in {@code low} up to {@code high}. */
  public double range(double low, double high) {
    return low + (high - low) * unit();
  }

  /** True with the given probability. */
  public boolean chance(double probability) {
    return unit() < probability;
  }

  /** One of the items, each as likely. */
  @SafeVarargs
  public final <T> T oneOf(T... items) {
    return items[below(items.length)];
  }

  /** The numbers 0 to {@code size - 1} in random order. */
  public int[] permutation(int size) {
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      int j = below(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}
