package io.murel.app.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Tensors in memory that processes can share, as PyTorch has them on Linux: each is a file of its
 * own in a file system without a disk, mapped and then deleted, so that it is gone with the tensor.
 *
 * @param folder in that file system; null: where there is none, copies go to new memory of this
 *     process
 */
record SharedMemory(Path folder) {

  private static final Path LINUX = Path.of("/dev/shm");

  /**
   * @param bytes of the tensors that exist at the same time
   */
  static SharedMemory of(long bytes) throws IOException {
    boolean fits =
        Files.isWritable(LINUX)
            && Files.getFileStore(LINUX).getUsableSpace() > bytes; // a container
    return new SharedMemory(fits ? LINUX : null); // may have next to nothing of it
  }

  /** A copy of a tensor. */
  Tensor copy(Tensor tensor) throws IOException {
    if (folder == null) {
      return tensor.clone();
    }
    Path file = Files.createTempFile(folder, "murel-bench-", null);
    try {
      return torch
          .from_file(
              file.toString(),
              new BoolOptional(true),
              new LongOptional(tensor.numel()),
              tensor.options())
          .view(tensor.shape())
          .copy_(tensor);
    } finally {
      Files.delete(file);
    }
  }
}
