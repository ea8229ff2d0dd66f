package io.murel.fusion;

import io.murel.options.Options;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How a vector is cut into consecutive chunks. All have the size {@code ceil(dim / chunks)} and the
 * last takes what is left, possibly nothing; where less than nothing is left, as many chunks as
 * necessary, counted from the end, are shorter by one.
 *
 * @param sizes length of each chunk, in order; they add up to the vector's length
 */
public record Chunks(List<Integer> sizes) {

  public Chunks {
    sizes = List.copyOf(sizes);
  }

  /**
   * @throws IllegalArgumentException if there are too many chunks ({@link #possible})
   */
  public static Chunks of(int dim, int chunks) {
    if (!possible(dim, chunks)) {
      throw new IllegalArgumentException(dim + " elements cannot make " + chunks + " chunks");
    }
    int size = (dim + chunks - 1) / chunks;
    int missing = size * chunks - dim;
    List<Integer> sizes = new ArrayList<>(Collections.nCopies(chunks, size));
    if (missing <= size) {
      sizes.set(chunks - 1, size - missing);
    } else {
      Collections.fill(sizes.subList(chunks - missing, chunks), size - 1);
    }
    return new Chunks(sizes);
  }

  /** Whether every chunk, save perhaps the last, gets at least one element. */
  public static boolean possible(int dim, int chunks) {
    return dim >= 1 && chunks >= 1 && chunks <= dim + 1;
  }

  /** Reads {@code mm_dim} and {@code chunks}. */
  static Chunks from(Options o) {
    int dim = o.positive("mm_dim", 1600);
    int chunks = o.positive("chunks", 20);
    if (!possible(dim, chunks)) {
      throw o.wrong("chunks", chunks, "at most mm_dim (" + dim + ") chunks");
    }
    return of(dim, chunks);
  }

  /** Length of the whole vector. */
  public int dim() {
    return sizes.stream().mapToInt(Integer::intValue).sum();
  }

  /**
   * Neighbours of equal size taken together (at most two runs), so that they are computed in one
   * batched product. An empty chunk has no run.
   */
  public List<Run> runs() {
    List<Run> runs = new ArrayList<>();
    int offset = 0;
    for (int first = 0, end; first < sizes.size(); first = end) {
      int size = sizes.get(first);
      end = first + 1;
      while (end < sizes.size() && sizes.get(end) == size) {
        end++;
      }
      if (size > 0) {
        runs.add(new Run(first, end - first, size, offset));
      }
      offset += (end - first) * size;
    }
    return runs;
  }

  /**
   * Consecutive chunks of one size.
   *
   * @param first index of the first chunk
   * @param count number of chunks
   * @param size elements of each
   * @param offset elements before the first
   */
  public record Run(int first, int count, int size, int offset) {
    /** Elements of all chunks of the run. */
    public int length() {
      return count * size;
    }
  }
}
