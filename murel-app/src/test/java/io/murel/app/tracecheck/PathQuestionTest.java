package io.murel.app.tracecheck;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.murel.scenes.SceneSink;
import io.murel.scenes.ScenesOptions;
import io.murel.scenes.ScenesWriter;
import io.murel.scenes.Split;
import io.murel.scenes.ask.QuestionType;
import io.murel.vqa.Image;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PathQuestionTest {

  @TempDir private Path dir;

  /** Whoever has the data set measures the same questions. */
  @Test
  void theyAreThoseOfTheTestSplitWithTheirPaths() throws IOException {
    ScenesOptions options = ScenesOptions.of(dir.resolve("scenes"), 3, 1).withTest(12);
    List<Integer> progress = new ArrayList<>();
    List<PathQuestion> questions = PathQuestion.draw(options, Split.TEST, progress::add);
    assertThat(progress).hasSize(12).endsWith(12);

    ScenesWriter.write(options, SceneSink.NONE, (done, total) -> {});
    List<String> texts = new ArrayList<>();
    List<Set<Integer>> paths = new ArrayList<>();
    Iterator<JsonNode> asked = read("questions_test.json").get("questions").elements();
    for (JsonNode scene : read("scenes_test.json").get("scenes")) {
      for (JsonNode meaning : scene.get("questions")) {
        String text = asked.next().get("question").asText();
        Set<Integer> path = new HashSet<>();
        meaning.get("path").forEach(object -> path.add(object.asInt()));
        boolean others = scene.get("objects").size() > path.size();
        if (others && !path.isEmpty() && path.size() == length(meaning.get("family").asText())) {
          texts.add(text);
          paths.add(path);
        }
      }
    }
    assertThat(questions.stream().map(PathQuestion::text))
        .hasSizeGreaterThan(60)
        .containsExactlyElementsOf(texts);
    assertThat(questions.stream().map(PathQuestion::objects)).containsExactlyElementsOf(paths);
  }

  /** Objects on the paths that are looked at; 0: of none. */
  private static int length(String family) {
    return switch (family) {
      case "is", "side", "beside", "any-beside", "nearest", "farthest" -> 2;
      case "same-exist", "same-query", "same-count" -> 2;
      case "two-sides", "side-of-nearest", "nearest-to-side", "same-as-side", "side-of-same" -> 3;
      default -> 0;
    };
  }

  private JsonNode read(String file) throws IOException {
    return new ObjectMapper().readTree(dir.resolve("scenes").resolve(file).toFile());
  }

  @Test
  void theRegionsAreTheObjectsInTheirOrder() {
    ScenesOptions options = ScenesOptions.of(dir, 3, 1).withTest(3);
    for (PathQuestion question : PathQuestion.draw(options, Split.TEST, drawn -> {})) {
      int regions = ((Image.OfRegions) question.image()).regions().count();
      assertThat(question.objects()).allMatch(object -> object >= 0 && object < regions);
      assertThat(question.hops()).hasSize(question.type() == QuestionType.TWO_HOP ? 2 : 1);
    }
  }
}
