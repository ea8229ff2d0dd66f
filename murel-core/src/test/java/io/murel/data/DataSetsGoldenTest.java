package io.murel.data;

import static io.murel.data.GoldenSet.longs;
import static io.murel.data.GoldenSet.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.murel.BadInputException;
import io.murel.data.prepare.NumpyRandom;
import io.murel.data.prepare.Preparation;
import io.murel.data.sets.VqaSource;
import io.murel.data.sets.VqaSources;
import io.murel.golden.Golden;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Everything the original computes of questions and answers, for every set and its options. */
class DataSetsGoldenTest {

  @TempDir Path dir;

  /** Once from the raw files, once from what was kept of that. */
  @TestFactory
  Stream<DynamicContainer> aSetIsThatOfTheOriginal() {
    return GoldenSet.all().stream()
        .flatMap(
            set ->
                Stream.of("prepared", "kept")
                    .map(
                        how ->
                            DynamicContainer.dynamicContainer(
                                set.name() + ", " + how, tests(set))));
  }

  private List<DynamicTest> tests(GoldenSet set) {
    VqaData data = set.open(dir);
    JsonNode expected = set.expected();
    List<DynamicTest> out = new ArrayList<>();
    out.add(
        dynamicTest(
            "words and answers", () -> GoldenItems.checkVocabulary(data.vocabulary(), expected)));
    out.add(dynamicTest("the splits it has", () -> checkFiles(set.options(dir), set)));
    expected
        .get("splits")
        .fieldNames()
        .forEachRemaining(
            split -> out.add(dynamicTest(split, () -> checkSplit(data, split, expected))));
    if (expected.has("is_qid_testdev")) {
      out.add(dynamicTest("test-dev", () -> checkTestDev(data, expected)));
    }
    return out;
  }

  /** The name of its folder and the lists that the original keeps there. */
  private static void checkFiles(DatasetOptions options, GoldenSet set) {
    VqaSource source = VqaSources.of(options);
    assertThat(Preparation.of(source, options, ImportProgress.SILENT).key()).isEqualTo(set.key());
    Set<String> files =
        new TreeSet<>(
            List.of(
                "aid_to_ans.pth",
                "ans_to_aid.pth",
                "trainset.pth",
                "wid_to_word.pth",
                "word_to_wid.pth"));
    boolean holdsOut = source.procSplit(options.procSplit()).holdsOut();
    if (!holdsOut && has(source, "val")) {
      files.add("valset.pth");
    }
    if (has(source, "test")) {
      files.add("testset.pth");
    }
    if (source.testDev().isPresent()) {
      files.add("is_qid_testdev.pth");
    }
    assertThat(files).containsExactlyElementsOf(texts(set.expected().get("files")));
  }

  private static boolean has(VqaSource source, String split) {
    try {
      source.raw(split);
      return true;
    } catch (BadInputException e) {
      assertThat(e).hasMessageContaining("expected one of the splits of " + source.name());
      return false;
    }
  }

  private static void checkSplit(VqaData data, String split, JsonNode expected) {
    VqaDataset dataset = data.split(split);
    JsonNode order = expected.get("splits").get(split);
    assertThat(dataset.size()).isEqualTo(order.get("len").asInt());
    assertThat(dataset.items().stream().mapToLong(VqaItem::questionId).toArray())
        .isEqualTo(longs(order.get("question_ids")));
    boolean heldOut = split.equals("val") && !expected.has("valset");
    JsonNode saved = expected.get((heldOut ? "train" : split) + "set");
    assertThat(dataset.hasAnswers()).isEqualTo(texts(saved.get("keys")).contains("annotations"));
    GoldenItems.checkItems(data.vocabulary(), dataset.items(), saved);
  }

  private static void checkTestDev(VqaData data, JsonNode expected) {
    Set<Long> ids = new TreeSet<>();
    expected.get("is_qid_testdev").forEach(pair -> ids.add(pair.get(0).asLong()));
    assertThat(ids).allMatch(data.testDev("test")::test);
    assertThat(data.split("test").items())
        .allMatch(
            item ->
                data.testDev("test").test(item.questionId()) == ids.contains(item.questionId()));
    assertThat(data.split("test-dev").items())
        .extracting(VqaItem::questionId)
        .containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  void regionsOfTdiucAreAskedForByTheNamesOfTheOriginal() {
    JsonNode expected = Golden.json("data/expected/tdiuc/image_names.json");
    // The file does not say with which of the option sets it was made: one of them it must be.
    assertThat(GoldenSet.of("tdiuc"))
        .anySatisfy(
            set -> {
              VqaData data = set.open(dir);
              expected
                  .fields()
                  .forEachRemaining(
                      entry ->
                          assertThat(data.split(entry.getKey()).items())
                              .extracting(VqaItem::imageName)
                              .startsWith(texts(entry.getValue()).toArray(String[]::new)));
            });
  }

  @Test
  void regionsOfVisualGenomeAreAskedForByTheNumberOfTheImage() {
    for (GoldenSet set : GoldenSet.of("vg")) {
      assertThat(set.open(dir).split("train").items())
          .allMatch(item -> item.imageName().equals("" + item.question().imageId()));
    }
  }

  @Test
  void answersAreSampledAsNumpyDrawsThem() {
    JsonNode expected = Golden.json("data/expected/vqa2/samplingans_seed1337.json");
    assertThat(GoldenSet.of("vqa2"))
        .anySatisfy(
            set -> {
              NumpyRandom random = new NumpyRandom(expected.get("numpy_seed").asLong());
              assertThat(
                      set.open(dir).split("train").items().stream()
                          .mapToLong(item -> AnswerDraw.draw(item, random::nextDouble))
                          .toArray())
                  .isEqualTo(longs(expected.get("answer_id")));
            });
  }

  @Test
  void aDrawIsThatOfNumpysChoice() {
    JsonNode golden = Golden.json("data/expected/numpy_rng.json");
    JsonNode choice = golden.get("choice_p");
    VqaItem some = Samples.item(1, 1);
    VqaItem item =
        new VqaItem(
            some.question(),
            some.annotation(),
            some.imageName(),
            some.wordIds(),
            some.answerId(),
            ints(choice.get("ids")),
            ints(choice.get("counts")));
    NumpyRandom random = new NumpyRandom(golden.get("seed").asLong());
    for (JsonNode drawn : choice.get("draws")) {
      assertThat(AnswerDraw.draw(item, random::nextDouble)).isEqualTo(drawn.asInt());
    }
  }

  private static int[] ints(JsonNode list) {
    return LongStream.of(longs(list)).mapToInt(Math::toIntExact).toArray();
  }
}
