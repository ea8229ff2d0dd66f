package io.murel.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InOrderTest {

  @Test
  void resultsComeInTheOrderOfTheItems() throws IOException {
    List<Integer> taken = new ArrayList<>();
    InOrder.run(
        3,
        InOrder.upTo(200),
        i -> {
          Thread.yield();
          return i * i;
        },
        taken::add);
    assertThat(taken).isEqualTo(IntStream.range(0, 200).mapToObj(i -> i * i).toList());
  }

  @Test
  void onlyAFewItemsAreUnderWay() throws IOException {
    AtomicInteger given = new AtomicInteger();
    AtomicInteger taken = new AtomicInteger();
    InOrder.run(
        2,
        () -> {
          assertThat(given.get() - taken.get()).isLessThanOrEqualTo(2 * 8 + 1);
          return given.get() == 300 ? null : given.incrementAndGet();
        },
        i -> i,
        i -> taken.incrementAndGet());
    assertThat(taken.get()).isEqualTo(300);
  }

  @Test
  void theFirstFailureEndsItWithItsOwnException() {
    List<Integer> taken = new ArrayList<>();
    assertThatThrownBy(
            () ->
                InOrder.run(
                    2,
                    InOrder.upTo(100),
                    i -> {
                      if (i == 10) {
                        throw new IOException("item 10");
                      }
                      return i;
                    },
                    taken::add))
        .isInstanceOf(IOException.class)
        .hasMessage("item 10");
    assertThat(taken).isEqualTo(IntStream.range(0, 10).boxed().toList());
  }
}
