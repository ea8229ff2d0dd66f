package io.murel.relation;

/**
 * A way to compute the relations of all pairs of regions. All ways give the same numbers, up to
 * rounding; they differ in time, in memory and in what they can do.
 *
 * <p>An instance may keep buffers and threads between calls. Calls from several threads are served
 * one after the other.
 */
public interface PairKernel extends AutoCloseable {

  /** Whether this kernel can compute these pairs on this machine, now. */
  boolean serves(Pairs pairs);

  /**
   * Relates every region to its partners.
   *
   * @param pairs that this kernel {@linkplain #serves serves}
   * @return x, {@code [B, N, D]}, and for a max the partners it was taken from; rows of padding are
   *     unspecified but finite. Gradients pass through x.
   * @throws io.murel.BadInputException if the memory at hand does not suffice
   */
  Related relate(Pairs pairs);

  /**
   * Bytes that this kernel needs for a pass through a network and for the gradients of it, at
   * least.
   */
  default long memory(PairLoad load) {
    return load.factored();
  }

  /** What else than smaller batches helps where that is too much, as a sentence; empty: nothing. */
  default String advice() {
    return "";
  }

  /** Frees buffers and threads. */
  @Override
  void close();
}
