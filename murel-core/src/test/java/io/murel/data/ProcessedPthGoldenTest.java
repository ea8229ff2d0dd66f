package io.murel.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.murel.golden.Golden;
import io.murel.io.pth.PthReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A processed folder as the original saved it, against what we make of the same raw files. */
class ProcessedPthGoldenTest {

  @TempDir Path dir;
  private Path folder;
  private VqaData data;

  @BeforeEach
  void open() throws IOException {
    try (Stream<Path> folders = Files.list(Golden.path("data/processed_pth/vqa2"))) {
      folder = folders.findFirst().orElseThrow();
    }
    data =
        GoldenSet.of("vqa2").stream()
            .filter(set -> set.key().equals(folder.getFileName().toString()))
            .findFirst()
            .orElseThrow()
            .open(dir);
  }

  @Test
  void theWordsAreTheSame() throws IOException {
    List<String> words = data.vocabulary().words().words();
    Map<?, ?> wordOf = (Map<?, ?>) read("wid_to_word");
    assertThat(wordOf).hasSameSizeAs(words);
    wordOf.forEach((wid, word) -> assertThat(words.get(index(wid) - 1)).isEqualTo(word));
    ((Map<?, ?>) read("word_to_wid"))
        .forEach(
            (word, wid) ->
                assertThat(data.vocabulary().words().wid((String) word)).isEqualTo(index(wid)));
  }

  @Test
  void theAnswersAreTheSame() throws IOException {
    assertThat(data.vocabulary().answers().answers()).isEqualTo(read("aid_to_ans"));
    ((Map<?, ?>) read("ans_to_aid"))
        .forEach(
            (answer, aid) ->
                assertThat(data.vocabulary().answers().idOrLast((String) answer))
                    .isEqualTo(index(aid)));
  }

  @Test
  void theSplitsAreTheSame() throws IOException {
    for (String split : List.of("train", "val", "test")) {
      JsonNode saved = new ObjectMapper().valueToTree(read(split + "set"));
      List<VqaItem> items = data.split(split).items();
      assertThat(items).hasSize(saved.get("questions").size());
      GoldenItems.checkItems(data.vocabulary(), items, saved);
      for (int i = 0; i < items.size(); i++) {
        JsonNode question = saved.get("questions").get(i);
        assertThat(items.get(i).questionId()).isEqualTo(question.get("question_id").asLong());
        assertThat(items.get(i).question().text()).isEqualTo(question.get("question").asText());
      }
    }
  }

  @Test
  void theHumanAnswersAreTheSame() throws IOException {
    JsonNode saved = new ObjectMapper().valueToTree(read("trainset"));
    List<Annotation> annotations = data.split("train").annotations();
    for (int i = 0; i < annotations.size(); i++) {
      assertThat(annotations.get(i).humanAnswers())
          .isEqualTo(saved.get("annotations").get(i).get("answers").findValuesAsText("answer"));
    }
  }

  @Test
  void theQuestionsOfTestDevAreTheSame() throws IOException {
    Set<?> ids = ((Map<?, ?>) read("is_qid_testdev")).keySet();
    assertThat(ids)
        .isNotEmpty()
        .allMatch(id -> data.testDev("test").test(((Number) id).longValue()));
  }

  private Object read(String name) throws IOException {
    return PthReader.read(folder.resolve(name + ".pth"));
  }

  private static int index(Object number) {
    return ((Number) number).intValue();
  }
}
