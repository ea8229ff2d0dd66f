package io.murel.data.prepare;

import java.util.Arrays;

/**
 * The numbers of {@code numpy.random.RandomState(seed)}: the Mersenne Twister MT19937 (Matsumoto
 * and Nishimura, 1998) and what NumPy's legacy generator, which never changes, makes of its 32-bit
 * draws. Published splits were drawn with it. Not for several threads.
 */
public final class NumpyRandom {

  private static final int WORDS = 624;
  private static final int SHIFT = 397;
  private static final int HIGH_BIT = 0x80000000;
  private static final int LOW_BITS = 0x7FFFFFFF;
  private static final int TWIST = 0x9908B0DF;

  private final int[] state = new int[WORDS];
  private int next = WORDS;

  /**
   * @param seed from 0 to 2^32 - 1, of which the lower 32 bits are taken
   */
  public NumpyRandom(long seed) {
    state[0] = (int) seed;
    for (int i = 1; i < WORDS; i++) {
      state[i] = 1812433253 * (state[i - 1] ^ state[i - 1] >>> 30) + i;
    }
  }

  /** The next 32 bits, as an unsigned number in an int. */
  public int nextInt() {
    if (next == WORDS) {
      twist();
    }
    int y = state[next++];
    y ^= y >>> 11;
    y ^= y << 7 & 0x9D2C5680;
    y ^= y << 15 & 0xEFC60000;
    return y ^ y >>> 18;
  }

  private void twist() {
    for (int i = 0; i < WORDS; i++) {
      int y = state[i] & HIGH_BIT | state[(i + 1) % WORDS] & LOW_BITS;
      state[i] = state[(i + SHIFT) % WORDS] ^ y >>> 1 ^ ((y & 1) == 0 ? 0 : TWIST);
    }
    next = 0;
  }

  /** {@code random_sample()}: from 0 to below 1, of 53 bits. */
  public double nextDouble() {
    long high = nextInt() >>> 5;
    long low = nextInt() >>> 6;
    return (high * 67108864.0 + low) / 9007199254740992.0; // (high * 2^26 + low) / 2^53
  }

  /** {@code permutation(n)}: 0 to n - 1 in random order. */
  public int[] permutation(int n) {
    int[] out = new int[n];
    for (int i = 0; i < n; i++) {
      out[i] = i;
    }
    for (int i = n - 1; i > 0; i--) {
      int j = below(i + 1);
      int swapped = out[i];
      out[i] = out[j];
      out[j] = swapped;
    }
    return out;
  }

  /** {@code choice(n, size, replace=False)}: some of 0 to n - 1, each at most once. */
  public int[] choice(int n, int size) {
    return Arrays.copyOf(permutation(n), size);
  }

  /** A number below a bound of at least 2: draws are masked and repeated until one fits. */
  private int below(int bound) {
    int mask = (Integer.highestOneBit(bound - 1) << 1) - 1;
    int drawn = nextInt() & mask;
    while (drawn >= bound) {
      drawn = nextInt() & mask;
    }
    return drawn;
  }
}
