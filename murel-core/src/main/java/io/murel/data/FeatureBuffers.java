package io.murel.data;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Memory for the features of batches, used again as soon as nothing refers to the batch that was in
 * it: neither a tensor in Java nor one that libtorch keeps for a gradient. The system clears new
 * memory page by page when it is first touched, which takes longer than to copy the features of a
 * batch there. Safe for many threads.
 */
final class FeatureBuffers implements FeatureMemory, AutoCloseable {

  private final int most;
  private final List<Tensor> buffers = new ArrayList<>(); // each [numbers]
  private boolean closed;

  /**
   * @param most buffers to keep; what is asked for beyond them gets memory of its own
   */
  FeatureBuffers(int most) {
    this.most = most;
  }

  @Override
  public synchronized Tensor take(long images, long regions, long dim) {
    Tensor buffer = closed ? null : buffer(images * regions * dim);
    return buffer == null
        ? NEW.take(images, regions, dim)
        : buffer.as_strided(new long[] {images, regions, dim}, new long[] {regions * dim, dim, 1});
  }

  /** A buffer that is free and large enough; null if all that may be kept are in use. */
  private Tensor buffer(long numbers) {
    for (Tensor buffer : buffers) {
      if (buffer.numel() >= numbers && isFree(buffer)) {
        return buffer;
      }
    }
    buffers.stream().filter(FeatureBuffers::isFree).findFirst().ifPresent(this::drop); // too small
    if (buffers.size() == most) {
      return null;
    }
    Tensor buffer = torch.empty(numbers).retainReference(); // whatever scope the caller is in
    buffers.add(buffer);
    return buffer;
  }

  private static boolean isFree(Tensor buffer) {
    return buffer.storage().use_count() == 1;
  }

  private void drop(Tensor buffer) {
    buffers.remove(buffer);
    buffer.close();
  }

  /** Buffers that are kept. */
  synchronized int size() {
    return buffers.size();
  }

  /** Gives the memory back; batches that are still in use keep theirs as long. */
  @Override
  public synchronized void close() {
    closed = true;
    List.copyOf(buffers).forEach(this::drop);
  }
}
