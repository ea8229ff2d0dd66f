package io.murel.app.bench;

import io.murel.data.VqaItem;
import io.murel.io.NdArray;
import io.murel.io.pth.PthReader;
import io.murel.nn.Torch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Batches as the original makes them: each question loads the file of its image, all of it, and the
 * tensors of the questions are stacked, every batch in new memory. Threads take the place of its
 * worker processes. They copy what they have stacked to memory that processes can share, as
 * PyTorch's queue between processes does; that the main process maps it too, and finds its pages
 * one by one, is left out. Each is two batches ahead, as PyTorch's DataLoader has it.
 *
 * @param files with {@code <image>.pth} for each image
 * @param handedOver gives a batch to the main process
 * @param batches the questions of each
 */
record OriginalLoading(
    Path files, SharedMemory handedOver, List<List<VqaItem>> batches, int threads)
    implements Workload {

  private static final int AHEAD = 2;
  private static final List<String> KEYS = List.of("pooled_feat", "rois", "norm_rois");

  /** Batches that are loaded or being loaded at the same time, at most. */
  static int inFlight(int threads) {
    return (AHEAD + 1) * threads;
  }

  @Override
  public int questions() {
    return batches.stream().mapToInt(List::size).sum();
  }

  @Override
  public void run() {
    ExecutorService workers = Executors.newFixedThreadPool(threads);
    try {
      Queue<Future<List<Tensor>>> ahead = new ArrayDeque<>();
      for (List<VqaItem> batch : batches) {
        ahead.add(workers.submit(() -> load(batch)));
        if (ahead.size() > AHEAD * threads) {
          free(ahead.remove());
        }
      }
      while (!ahead.isEmpty()) {
        free(ahead.remove());
      }
    } finally {
      workers.shutdownNow();
    }
  }

  private static void free(Future<List<Tensor>> batch) {
    try {
      batch.get().forEach(Tensor::close);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a batch", e);
    }
  }

  /** Features {@code [B, N, V]}, boxes in pixels and as fractions {@code [B, N, 4]}, words. */
  private List<Tensor> load(List<VqaItem> items) {
    try (PointerScope scope = new PointerScope()) {
      List<Map<?, ?>> dicts = new ArrayList<>();
      for (VqaItem item : items) {
        dicts.add(PthReader.readDict(files.resolve(item.imageName() + ".pth")));
      }
      List<Tensor> out = new ArrayList<>();
      for (String key : KEYS) {
        out.add(
            handedOver.copy(
                stack(dicts.stream().map(dict -> Torch.tensor((NdArray) dict.get(key))))));
      }
      out.add(handedOver.copy(stack(items.stream().map(item -> words(item.wordIds())))));
      out.forEach(Tensor::retainReference);
      return out;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Tensor words(long[] ids) {
    return Torch.tensor(ids, ids.length);
  }

  private static Tensor stack(Stream<Tensor> tensors) {
    return torch.stack(new TensorVector(tensors.toArray(Tensor[]::new)));
  }
}
