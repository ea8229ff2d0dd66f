package io.murel.data.prepare;

import java.util.Arrays;

/**
 * A set of whole numbers from 0 that is iterated in the order of CPython's {@code set}: a hash
 * table of open addressing in which a number hashes to itself, looks at a few neighbouring places
 * before it jumps, and which grows to four times its size (twice, from 50,000) when it is three
 * fifths full. The original takes the rest of a random choice from such a set.
 */
final class PythonSet {

  private static final int EMPTY = -1;
  private static final int NEIGHBOURS = 9;
  private static final int SMALLEST = 8;

  private int[] table = empty(SMALLEST);
  private int size;

  /** Adds a number that is not there yet. */
  void add(int number) {
    table[place(number)] = number;
    size++;
    if (5L * size >= 3L * (table.length - 1)) {
      grow(size > 50_000 ? 2L * size : 4L * size);
    }
  }

  private int place(int number) {
    int mask = table.length - 1;
    int start = number & mask;
    int perturbation = number;
    while (true) {
      int last = start + NEIGHBOURS <= mask ? start + NEIGHBOURS : start;
      for (int i = start; i <= last; i++) {
        if (table[i] == EMPTY) {
          return i;
        }
      }
      perturbation >>>= 5;
      start = start * 5 + 1 + perturbation & mask;
    }
  }

  /** To the smallest power of two above a number of places. */
  private void grow(long atLeast) {
    int[] old = table;
    table = empty(Math.toIntExact(Math.max(SMALLEST, Long.highestOneBit(atLeast) << 1)));
    for (int number : old) {
      if (number != EMPTY) {
        table[place(number)] = number;
      }
    }
  }

  private static int[] empty(int places) {
    int[] table = new int[places];
    Arrays.fill(table, EMPTY);
    return table;
  }

  /** The numbers in the order Python gives them. */
  int[] inOrder() {
    return Arrays.stream(table).filter(number -> number != EMPTY).toArray();
  }
}
