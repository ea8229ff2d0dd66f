package io.murel.data.prepare;

/**
 * The split of proc_split trainval: 95 % of the training items are learnt from, the rest is
 * evaluated on. Chosen at random with NumPy's generator and the seed of the options, as in the
 * original, so that everyone who has the same seed evaluates on the same questions.
 *
 * @param train which items are learnt from, in the order of the original
 * @param val the others, in the order of the original
 */
record HeldOut(int[] train, int[] val) {

  private static final double LEARNT = 0.95;

  /** Splits the items 0 to n - 1. */
  static HeldOut of(int n, long seed) {
    int[] train = new NumpyRandom(seed).choice(n, (int) (n * LEARNT));
    boolean[] learnt = new boolean[n];
    for (int item : train) {
      learnt[item] = true;
    }
    PythonSet rest = new PythonSet();
    for (int item = 0; item < n; item++) {
      if (!learnt[item]) {
        rest.add(item);
      }
    }
    return new HeldOut(train, rest.inOrder());
  }
}
