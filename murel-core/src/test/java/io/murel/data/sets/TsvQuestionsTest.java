package io.murel.data.sets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.BadInputException;
import io.murel.data.Annotation;
import io.murel.data.DatasetOptions;
import io.murel.data.ImportProgress;
import io.murel.data.Question;
import io.murel.data.QuestionSet;
import io.murel.options.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The data set that docs/extend.md adds. */
class TsvQuestionsTest {

  @TempDir private Path dir;

  @Test
  void aLineIsAQuestionWithItsAnswer() throws IOException {
    Files.writeString(
        dir.resolve("val.tsv"), "a.png\tIs it red?\tyes\nb.png\tWhat is it?\ta cat\n");
    QuestionSet set = source().raw("val").read(ImportProgress.SILENT);
    assertThat(set.questions())
        .containsExactly(
            new Question(1, 0, "a.png", "Is it red?"), new Question(2, 0, "b.png", "What is it?"));
    assertThat(set.annotations())
        .containsExactly(
            new Annotation(1, "yes", List.of(), null, null),
            new Annotation(2, "a cat", List.of(), null, null));
    assertThat(source().regions("val")).isEqualTo(dir.resolve("regions_val.safetensors"));
  }

  @Test
  void aMissingTableIsNamed() {
    assertThatThrownBy(() -> source().raw("train"))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            "%s: found no such file, expected the questions of split 'train'. Set dataset.dir to the"
                    .formatted(dir.resolve("train.tsv"))
                + " folder of the tables.");
  }

  @Test
  void aLineOfTwoFieldsIsNamedWithItsNumber() throws IOException {
    Path table = Files.writeString(dir.resolve("train.tsv"), "a.png\tIs it?\tyes\na.png\tIs it?\n");
    assertThatThrownBy(() -> source().raw("train").read(ImportProgress.SILENT))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            "%s, line 2: found 2 fields, expected image, question and answer with a tab between them."
                    .formatted(table)
                + " Mend this line.");
  }

  private VqaSource source() {
    Map<String, Object> options = Map.of("name", "tsv", "dir", dir.toString());
    return new TsvQuestions(DatasetOptions.from(Options.of(options, "dataset")));
  }
}
