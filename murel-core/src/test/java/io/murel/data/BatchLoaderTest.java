package io.murel.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.BadInputException;
import io.murel.nn.Torch;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchLoaderTest {

  private final VqaDataset dataset = Samples.dataset(23);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3})
  void everyQuestionComesOnceAndTheLastBatchIsSmaller(int threads) {
    BatchLoader loader = loader(new LoaderOptions(5, threads, true, false, false, 1));
    List<Integer> sizes = new ArrayList<>();
    Set<Long> seen = new HashSet<>();
    try (BatchIterator batches = loader.epoch(0)) {
      while (batches.hasNext()) {
        try (PointerScope scope = new PointerScope()) {
          LoadedBatch loaded = batches.next();
          assertThat(loaded.batch().size()).isEqualTo(loaded.size());
          sizes.add(loaded.size());
          loaded.items().forEach(item -> seen.add(item.questionId()));
        }
      }
      assertThatThrownBy(batches::next)
          .isInstanceOf(NoSuchElementException.class)
          .hasMessage("the epoch has only 5 batches");
    }
    assertThat(loader.batches()).isEqualTo(5);
    assertThat(sizes).containsExactly(5, 5, 5, 5, 3);
    assertThat(seen).hasSize(23);
  }

  @Test
  void evaluationKeepsTheOrderOfTheDataSet() {
    assertThat(ids(new LoaderOptions(4, 2, false, false, false, 1), 0))
        .containsExactlyElementsOf(LongStream.range(0, 23).boxed().toList());
  }

  @Test
  void theSameSeedAndEpochGiveTheSameOrderWhateverTheThreads() {
    List<Long> order = ids(new LoaderOptions(4, 0, true, false, true, 7), 2);
    assertThat(ids(new LoaderOptions(4, 3, true, false, true, 7), 2)).isEqualTo(order);
    assertThat(ids(new LoaderOptions(4, 0, true, false, true, 7), 3)).isNotEqualTo(order);
    assertThat(ids(new LoaderOptions(4, 0, true, false, true, 8), 2)).isNotEqualTo(order);
  }

  @Test
  void theOrderOfASeedIsTheSameOnEveryMachine() {
    assertThat(Seeds.permutation(8, Seeds.random(1337, 0, -1)))
        .containsExactly(3, 5, 0, 2, 6, 1, 4, 7);
  }

  @Test
  void sampledAnswersAreDrawnByTheirCountsAndRepeatExactly() {
    VqaDataset large = Samples.dataset(4000);
    List<Long> drawn = classes(large, new LoaderOptions(100, 2, false, false, true, 5));
    assertThat(classes(large, new LoaderOptions(100, 0, false, false, true, 5))).isEqualTo(drawn);
    long minority = 0;
    for (int i = 0; i < drawn.size(); i++) {
      assertThat(drawn.get(i)).isIn((long) i, i + 1000L);
      minority += drawn.get(i) == i ? 0 : 1;
    }
    assertThat(minority / 4000.0).isBetween(0.22, 0.28); // 1 of 4; 4 standard deviations
  }

  @Test
  void withoutSamplingTheMostFrequentAnswerIsLearnt() {
    assertThat(classes(dataset, new LoaderOptions(10, 1, false, false, false, 5)))
        .containsExactlyElementsOf(LongStream.range(0, 23).boxed().toList());
  }

  @Test
  void anItemWithoutUsableAnnotatorsKeepsItsAnswer() {
    VqaItem item = Samples.item(3, 1);
    VqaItem alone =
        new VqaItem(
            item.question(), item.annotation(), "i3", item.wordIds(), 3, new int[0], new int[0]);
    assertThat(AnswerDraw.draw(alone, Seeds.random(1, 1, 1)::nextDouble)).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void anErrorOfAThreadReachesTheConsumerAndEndsTheThreads(int threads)
      throws InterruptedException {
    ((Samples.MemoryRegions) dataset.regions()).images.remove("i12");
    try (BatchIterator batches =
            loader(new LoaderOptions(5, threads, false, false, false, 1)).epoch(0);
        PointerScope scope = new PointerScope()) {
      batches.next();
      batches.next();
      assertThatThrownBy(batches::next)
          .isInstanceOf(BadInputException.class)
          .hasMessage("no image i12");
      assertNoThreadsLeft();
    }
  }

  @Test
  void closingInTheMiddleOfAnEpochEndsTheThreads() throws InterruptedException {
    try (BatchIterator batches = loader(new LoaderOptions(2, 3, true, false, false, 1)).epoch(0);
        PointerScope scope = new PointerScope()) {
      batches.next();
      assertThat(readAheadThreads()).isNotEmpty();
      batches.close();
      assertNoThreadsLeft();
      assertThat(batches.hasNext()).isFalse();
    }
  }

  @Test
  void theThreadsEndWithTheEpoch() throws InterruptedException {
    BatchIterator batches = loader(new LoaderOptions(5, 2, true, false, false, 1)).epoch(0);
    try (PointerScope scope = new PointerScope()) {
      batches.forEachRemaining(batch -> assertThat(batch.size()).isPositive());
    }
    assertNoThreadsLeft();
  }

  @Test
  void anInterruptedConsumerStopsAndLeavesNoThreads() throws InterruptedException {
    try (PointerScope scope = new PointerScope()) {
      BatchIterator batches = loader(new LoaderOptions(2, 2, true, false, false, 1)).epoch(0);
      Thread.currentThread().interrupt();
      assertThatThrownBy(batches::next)
          .isInstanceOf(CancellationException.class)
          .hasMessage("interrupted while waiting for a batch");
      assertThat(Thread.interrupted()).isTrue();
      assertNoThreadsLeft();
    }
  }

  @Test
  void soDoesOneWithoutThreads() {
    try (PointerScope scope = new PointerScope()) {
      BatchIterator batches = loader(new LoaderOptions(2, 0, true, false, false, 1)).epoch(0);
      batches.next();
      Thread.currentThread().interrupt();
      assertThatThrownBy(batches::next)
          .isInstanceOf(CancellationException.class)
          .hasMessage("interrupted before a batch");
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void theThreadsOfAnEpochThatIsForgottenEnd() throws InterruptedException {
    ReadAhead<Integer> forgotten = new ReadAhead<>(1000, 2, i -> i, i -> {}, 50);
    assertThat(forgotten.next()).isZero();
    assertNoThreadsLeft();
    assertThat(forgotten.next()).isEqualTo(1); // and begin again when it is remembered
    assertThat(forgotten.next()).isEqualTo(2);
    forgotten.close();
  }

  @Test
  void whatWasPreparedInVainIsGivenBack() throws InterruptedException {
    List<Integer> unwanted = new ArrayList<>();
    ReadAhead<Integer> ahead = new ReadAhead<>(100, 2, i -> i, unwanted::add);
    assertThat(ahead.next()).isZero();
    Thread.sleep(50); // time for those ahead
    ahead.close();
    assertThat(unwanted).containsExactly(1, 2, 3, 4);
  }

  @Test
  void aBatchThatIsKeptStaysAsItWasWhileOthersFollow() {
    BatchLoader loader = loader(new LoaderOptions(2, 2, false, false, false, 1));
    try (PointerScope all = new PointerScope();
        BatchIterator batches = loader.epoch(0)) {
      Tensor kept = batches.next().batch().visual(); // [2, 2, 2]: i0 of 1 region, i1 of 2
      List<Long> places = new ArrayList<>();
      while (batches.hasNext()) {
        try (PointerScope step = new PointerScope()) {
          LoadedBatch loaded = batches.next();
          places.add(loaded.batch().visual().data_ptr_float().address());
          float first = loaded.items().get(0).questionId();
          assertThat(Torch.floats(loaded.batch().visual())).startsWith(first, first);
        }
      }
      assertThat(Torch.floats(kept)).containsExactly(0, 0, 0, 0, 1, 1, 1, 1);
      assertThat(places).hasSize(11).doesNotContain(kept.data_ptr_float().address());
      assertThat(Set.copyOf(places)).hasSizeBetween(1, 7); // used again
    }
  }

  @Test
  void onlyAFewBatchesArePreparedAhead() throws InterruptedException {
    List<Integer> started = new ArrayList<>();
    try (ReadAhead<Integer> ahead =
        new ReadAhead<>(
            100,
            2,
            i -> {
              synchronized (started) {
                started.add(i);
              }
              return i;
            },
            i -> {})) {
      assertThat(ahead.next()).isZero();
      Thread.sleep(50); // time for a wrong implementation to run on
      synchronized (started) {
        assertThat(started).hasSizeLessThanOrEqualTo(5);
      }
    }
  }

  @Test
  void aSubsetCanBeTrainedOn() {
    VqaDataset even = dataset.where(item -> item.questionId() % 2 == 0);
    assertThat(even.size()).isEqualTo(12);
    assertThat(even.annotations()).hasSize(12);
  }

  private BatchLoader loader(LoaderOptions options) {
    return new BatchLoader(dataset, options);
  }

  private List<Long> ids(LoaderOptions options, int epoch) {
    List<Long> out = new ArrayList<>();
    try (BatchIterator batches = loader(options).epoch(epoch);
        PointerScope scope = new PointerScope()) {
      batches.forEachRemaining(b -> b.items().forEach(item -> out.add(item.questionId())));
    }
    return out;
  }

  private static List<Long> classes(VqaDataset dataset, LoaderOptions options) {
    List<Long> out = new ArrayList<>();
    try (BatchIterator batches = new BatchLoader(dataset, options).epoch(0);
        PointerScope scope = new PointerScope()) {
      batches.forEachRemaining(
          b -> LongStream.of(Torch.longs(b.batch().classId())).forEach(out::add));
    }
    return out;
  }

  private static void assertNoThreadsLeft() throws InterruptedException {
    for (Thread thread : readAheadThreads()) {
      thread.join(5000); // an ended pool's threads need a moment to die
    }
    assertThat(readAheadThreads()).isEmpty();
  }

  private static List<Thread> readAheadThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("murel-read-ahead"))
        .toList();
  }
}
