package io.murel.data.sets;

import static org.assertj.core.api.Assertions.assertThat;

import io.murel.data.Annotation;
import io.murel.data.ImportProgress;
import io.murel.data.QuestionSet;
import io.murel.golden.Golden;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class VisualGenomeGoldenTest {

  /** The original writes lists in the VQA layout from the published file; we read either. */
  @Test
  void thePublishedFileHoldsWhatTheListsOfTheOriginalHold() {
    Path raw = Golden.path("data/vg/raw");
    QuestionSet published =
        new VisualGenomeFile(raw.resolve("json/question_answers.json")).read(ImportProgress.SILENT);
    QuestionSet lists =
        QuestionSet.read(
            raw.resolve("annotations/OpenEnded_mscoco_train2014_questions.json"),
            raw.resolve("annotations/mscoco_train2014_annotations.json"));
    assertThat(published.questions()).isEqualTo(lists.questions());
    assertThat(published.annotations())
        .isEqualTo(lists.map(question -> question, VisualGenomeGoldenTest::alone).annotations());
  }

  private static Annotation alone(Annotation a) {
    return new Annotation(a.questionId(), a.answer(), List.of(), a.questionType(), a.answerType());
  }
}
