package io.murel.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.BadInputException;
import io.murel.data.Annotation;
import io.murel.data.DatasetOptions;
import io.murel.data.LoadedBatch;
import io.murel.data.LoaderOptions;
import io.murel.data.Samples;
import io.murel.data.VqaDataset;
import io.murel.data.VqaItem;
import io.murel.options.Options;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CurriculumTest {

  private static final int QUESTIONS = 20;
  private static final int BATCH = 3;
  private static final int PASSES = 4;

  /** Questions 0, 3, 6 ... ask for a colour, 1, 4, 7 ... for a place, the rest have no type. */
  private static String type(int question) {
    return Arrays.asList("colour", "place", null).get(question % 3);
  }

  private static VqaDataset dataset(IntFunction<String> types) {
    VqaDataset plain = Samples.dataset(QUESTIONS);
    List<VqaItem> items = new ArrayList<>();
    for (VqaItem i : plain.items()) {
      int id = (int) i.questionId();
      Annotation annotation = new Annotation(id, i.answer(), List.of(), types.apply(id), "other");
      items.add(
          new VqaItem(
              i.question(),
              annotation,
              i.imageName(),
              i.wordIds(),
              i.answerId(),
              i.answerIds(),
              i.answerCounts()));
    }
    return new VqaDataset("train", items, plain.regions());
  }

  private static BatchSource curriculum(int threads, String... types) {
    return Curriculum.of(
        dataset(CurriculumTest::type),
        options(types),
        new LoaderOptions(BATCH, threads, true, false, false, 1));
  }

  private static DatasetOptions options(String... types) {
    return DatasetOptions.from(
        Options.of(
            Map.of("name", "x", "first_types", List.of(types), "first_passes", PASSES), "dataset"));
  }

  /** The ids of an epoch's questions, in the order they come. */
  private static List<Integer> visit(BatchSource source, int epoch) {
    List<Integer> ids = new ArrayList<>();
    int batches = 0;
    try (PointerScope scope = new PointerScope();
        BatchSource.Batches epochBatches = source.epoch(epoch)) {
      while (epochBatches.hasNext()) {
        LoadedBatch batch = epochBatches.next();
        batch.items().forEach(item -> ids.add((int) item.questionId()));
        batches++;
      }
    }
    assertThat(batches).isEqualTo(source.batches());
    assertThat(ids).hasSize(source.size());
    return ids;
  }

  private static List<Integer> ids(String... types) {
    return IntStream.range(0, QUESTIONS)
        .filter(id -> Arrays.asList(types).contains(type(id)))
        .boxed()
        .toList();
  }

  @ParameterizedTest(name = "{0} threads")
  @ValueSource(ints = {0, 2})
  void theFirstEpochVisitsTheGivenTypesSeveralTimes(int threads) {
    BatchSource first = curriculum(threads, "colour").forEpoch(0);
    List<Integer> colours = ids("colour"); // 7 questions
    assertThat(first.split()).isEqualTo("train");
    assertThat(first.size()).isEqualTo(7 * PASSES);
    assertThat(first.batches()).isEqualTo(3 * PASSES);
    List<Integer> visited = visit(first, 0);
    List<List<Integer>> passes = new ArrayList<>();
    for (int pass = 0; pass < PASSES; pass++) {
      passes.add(visited.subList(7 * pass, 7 * (pass + 1)));
      assertThat(passes.get(pass)).containsExactlyInAnyOrderElementsOf(colours);
    }
    assertThat(passes).doesNotHaveDuplicates(); // an order of its own each
  }

  @Test
  void laterEpochsVisitAllQuestionsOnce() {
    BatchSource curriculum = curriculum(0, "colour", "place");
    assertThat(curriculum.size()).isEqualTo(QUESTIONS);
    assertThat(curriculum.batches()).isEqualTo(7);
    assertThat(curriculum.split()).isEqualTo("train");
    List<Integer> all = IntStream.range(0, QUESTIONS).boxed().toList();
    for (int epoch = 1; epoch < 3; epoch++) {
      assertThat(visit(curriculum.forEpoch(epoch), epoch)).containsExactlyInAnyOrderElementsOf(all);
    }
  }

  @Test
  void anEpochAskedForAgainIsTheSame() {
    for (int epoch = 0; epoch < 3; epoch++) {
      assertThat(visit(curriculum(0, "colour").forEpoch(epoch), epoch))
          .isEqualTo(visit(curriculum(2, "colour").forEpoch(epoch), epoch));
    }
    BatchSource curriculum = curriculum(0, "colour");
    assertThat(visit(curriculum.forEpoch(2), 2)) // after a resume: no epoch before it was visited
        .isEqualTo(visit(curriculum(0).forEpoch(2), 2));
  }

  @Test
  void anEpochMayBeLeftBeforeItsEnd() {
    try (PointerScope scope = new PointerScope();
        BatchSource.Batches batches = curriculum(2, "colour").forEpoch(0).epoch(0)) {
      for (int i = 0; i < 4; i++) { // into the second pass
        assertThat(batches.next().size()).isPositive();
      }
    }
  }

  @Test
  void withoutTypesAllEpochsAreAlike() {
    BatchSource all = curriculum(0);
    assertThat(all.forEpoch(0)).isSameAs(all);
    assertThat(visit(all, 0)).hasSize(QUESTIONS);
  }

  @Test
  void anUnknownTypeIsRefusedWithTheNearestOne() {
    assertThatThrownBy(() -> curriculum(0, "colour", "color"))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            "dataset.first_types: found 'color', expected question types of the training split"
                + " (colour, place). Did you mean 'colour'?");
  }

  @Test
  void questionsWithoutTypesCannotBeChosenFrom() {
    LoaderOptions loading = new LoaderOptions(BATCH, 0, true, false, false, 1);
    assertThatThrownBy(() -> Curriculum.of(dataset(id -> null), options("colour"), loading))
        .hasMessage(
            "dataset.first_types: found 'colour', expected no type, as the questions of the"
                + " training split have none. Leave the option out.");
  }
}
