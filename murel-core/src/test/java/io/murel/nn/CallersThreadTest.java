package io.murel.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ThreeThreads.class)
class CallersThreadTest {

  @Test
  void libtorchHasOneThreadWhileItIsOpen() {
    try (CallersThread outer = CallersThread.only()) {
      assertThat(torch.get_num_threads()).isEqualTo(1);
    }
    assertThat(torch.get_num_threads()).isEqualTo(3);
  }

  @Test
  void whenOneThreadEndsItWhileAnotherGoesOnBothGetTheirThreadsBack() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    CompletableFuture<int[]> other =
        CompletableFuture.supplyAsync(
            () -> {
              int inside;
              try (CallersThread alone = CallersThread.only()) {
                begun.countDown();
                await(ended);
                inside = torch.get_num_threads();
              }
              return new int[] {inside, torch.get_num_threads()};
            });
    begun.await();
    try (CallersThread alone = CallersThread.only()) {
      assertThat(torch.get_num_threads()).isEqualTo(1);
    }
    assertThat(torch.get_num_threads()).isEqualTo(3);
    ended.countDown();
    assertThat(other.get()).containsExactly(1, 3);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
