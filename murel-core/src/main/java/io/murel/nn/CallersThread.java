package io.murel.nn;

import org.bytedeco.pytorch.global.torch;

/**
 * While this is open, libtorch's own operations that the caller starts keep to the caller's thread:
 * to wake another one takes longer than small operations take. Products of matrices, which are
 * OpenBLAS's, and kernels of our own go on using all cores.
 *
 * <p>libtorch counts threads once for the process and once for each thread that uses it. A thread
 * that uses libtorch for the first time while this is open takes the count over, and keeps it.
 */
public final class CallersThread implements AutoCloseable {

  private static int open; // by all threads
  private static int threads; // of libtorch before the first of these

  static {
    Torch.load();
  }

  private CallersThread() {}

  /** Begins. */
  public static CallersThread only() {
    synchronized (CallersThread.class) {
      if (open++ == 0) {
        threads = torch.get_num_threads();
      }
      torch.set_num_threads(1);
    }
    return new CallersThread();
  }

  /** Ends it, in the thread that began it. */
  @Override
  public void close() {
    synchronized (CallersThread.class) {
      open--;
      torch.set_num_threads(threads);
    }
  }
}
