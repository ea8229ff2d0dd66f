package io.murel.scenes;

import static org.assertj.core.api.Assertions.assertThat;

import io.murel.scenes.QuestionOnlyBaseline.Row;
import io.murel.scenes.ask.Candidate;
import io.murel.scenes.ask.Proposals;
import io.murel.scenes.ask.Selector;
import io.murel.scenes.draw.ScenePainter;
import io.murel.scenes.world.Layout;
import io.murel.scenes.world.SceneRandom;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenesBalanceTest {

  @TempDir Path folder;

  @Test
  void amongQuestionsOfOneFormAllAnswersAreAsFrequent() {
    ScenePainter painter = new ScenePainter(new Layout(160, 120, 4, 8));
    Selector selector = new Selector(12);
    Map<String, Map<String, Integer>> forms = new HashMap<>();
    Map<String, Map<String, Integer>> templates = new HashMap<>();
    Map<String, Integer> choices = new HashMap<>();
    int questions = 0;
    for (int i = 0; i < 300; i++) {
      SceneRandom random = SceneRandom.of(1, i);
      for (Candidate asked :
          selector.choose(Proposals.about(painter.draw(random).scene(), random))) {
        count(forms, asked.form(), asked.answer());
        count(templates, asked.template(), asked.answer());
        choices.put(asked.form(), asked.answers().size());
        choices.put(asked.template(), asked.answers().size());
        questions++;
      }
    }
    assertThat(questions).isGreaterThan(3500);
    forms.forEach((form, counts) -> assertThat(spread(counts, choices.get(form))).isLessThan(2));
    templates.forEach(
        (template, counts) ->
            assertThat(spread(counts, choices.get(template))).as(template).isLessThan(5));
  }

  @Test
  void guessingFromTheQuestionIsNearChance() {
    ScenesOptions options =
        new ScenesOptions(folder.resolve("set"), 2, 600, 150, 150, 160, 120, 4, 8, 12);
    ScenesReport report = ScenesWriter.write(options, SceneSink.NONE, ScenesProgress.NONE);
    for (List<Row> rows : report.guessing().values()) {
      assertThat(rows).hasSize(9);
      Row all = rows.get(8);
      assertThat(all.type()).isEqualTo("all");
      assertThat(all.questionOnly()).isBetween(all.chance() - 4, all.chance() + 4);
      assertThat(all.majority()).isLessThan(30);
      // About 220 questions a type: three standard deviations of chance itself are 10 points.
      assertThat(rows)
          .allSatisfy(row -> assertThat(row.questionOnly()).isLessThan(row.chance() + 10));
    }
  }

  private static void count(Map<String, Map<String, Integer>> counts, String key, String answer) {
    counts.computeIfAbsent(key, any -> new HashMap<>()).merge(answer, 1, Integer::sum);
  }

  private static int spread(Map<String, Integer> counts, int choices) {
    int least =
        counts.size() < choices ? 0 : counts.values().stream().min(Integer::compare).orElseThrow();
    return counts.values().stream().max(Integer::compare).orElseThrow() - least;
  }
}
