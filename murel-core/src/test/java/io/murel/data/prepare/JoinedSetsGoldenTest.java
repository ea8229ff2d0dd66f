package io.murel.data.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.murel.data.DatasetOptions;
import io.murel.data.GoldenItems;
import io.murel.data.GoldenSet;
import io.murel.data.ImportProgress;
import io.murel.data.VqaItem;
import io.murel.data.VqaVocabulary;
import io.murel.data.sets.VqaSource;
import io.murel.data.sets.VqaSources;
import io.murel.golden.Golden;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** VQA v2 whose training split Visual Genome joins. */
class JoinedSetsGoldenTest {

  @TempDir Path dir;
  private final JsonNode expected = Golden.json("data/expected/vqa2vg.json");
  private SetPreparation vqa;
  private SetPreparation genome;
  private JoinedPreparation joined;
  private VqaVocabulary vocabulary;

  @BeforeEach
  void sets() {
    vqa = preparation("vqa2");
    genome = preparation("vg");
    joined = new JoinedPreparation(vqa, genome);
    vocabulary = joined.vocabulary();
  }

  private SetPreparation preparation(String set) {
    JsonNode given = expected.get("options").get(set);
    DatasetOptions options = new GoldenSet(set, expected).options(dir, given);
    VqaSource source = VqaSources.of(options);
    return new SetPreparation(source, SetOptions.of(options, source), ImportProgress.SILENT);
  }

  @Test
  void aloneTheyAreAsBeforeTheyMeet() {
    JsonNode before = expected.get("before");
    assertThat(vqa.vocabulary().words().size()).isEqualTo(before.get("vqa2_words").asInt());
    assertThat(genome.vocabulary().words().size()).isEqualTo(before.get("vg_words").asInt());
    assertThat(vqa.items("train", vqa.vocabulary())).hasSize(before.get("vqa2_len").asInt());
    assertThat(genome.items("train", genome.vocabulary())).hasSize(before.get("vg_len").asInt());
  }

  @Test
  void theFolderIsCalledAfterBoth() {
    assertThat(joined.key()).isEqualTo(expected.get("subdir_processed").asText());
  }

  @Test
  void wordsAndAnswersAreThoseOfTheOriginal() {
    GoldenItems.checkVocabulary(vocabulary, expected);
  }

  @Test
  void theTrainingItemsAreThoseOfOneSetAfterThoseOfTheOther() {
    List<VqaItem> items = joined.items("train", vocabulary);
    int first = expected.get("lengths").get(0).asInt();
    int other = expected.get("lengths").get(1).asInt();
    assertThat(items).hasSize(first + other);
    check(items.subList(0, first), "vqa2_dataset");
    check(items.subList(first, first + other), "vg_dataset");
  }

  @Test
  void theSplitsToEvaluateOnKnowTheWordsOfBoth() {
    check(joined.items("val", vocabulary), "eval_val_dataset");
    check(joined.items("test", vocabulary), "eval_test_dataset");
  }

  private void check(List<VqaItem> items, String dataset) {
    JsonNode set = expected.get(dataset);
    assertThat(items)
        .extracting(VqaItem::questionId)
        .containsExactlyElementsOf(
            StreamSupport.stream(set.get("questions").spliterator(), false)
                .map(question -> question.get("question_id").asLong())
                .toList());
    GoldenItems.checkItems(vocabulary, items, set);
  }
}
