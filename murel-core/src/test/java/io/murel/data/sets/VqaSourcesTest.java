package io.murel.data.sets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.BadInputException;
import io.murel.data.DatasetOptions;
import io.murel.data.ImportProgress;
import io.murel.data.Question;
import io.murel.data.QuestionSet;
import io.murel.options.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VqaSourcesTest {

  private static final String TRAIN = "\"data_subtype\": \"train2014\", ";

  @TempDir Path dir;
  private RawFiles raw;

  @BeforeEach
  void files() {
    raw = new RawFiles(dir);
  }

  @Test
  void anUnknownSetFailsWithTheNearestName() {
    assertThatThrownBy(() -> source("vqacp"))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            "dataset.name: found 'vqacp', expected one of easy-vqa, folder, scenes, tdiuc, vgenome,"
                + " vqa2, vqacp2. Did you mean 'vqacp2'?");
  }

  @ParameterizedTest
  @CsvSource({
    "vqa2, train, annotations/OpenEnded_mscoco_train2014_questions.json",
    "vqa2, test-dev, annotations/OpenEnded_mscoco_test-dev2015_questions.json",
    "vqacp2, val, annotations/vqacp_v2_test_questions.json",
    "tdiuc, test, annotations/OpenEnded_mscoco_test2015_questions.json",
    "vgenome, train, json/question_answers.json"
  })
  void aMissingFileSaysWhatBringsIt(String name, String split, String file) {
    assertThatThrownBy(() -> source(name).raw(split))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(dir.resolve("raw").resolve(file) + ": found no such file, expected")
        .hasMessageEndingWith(
            "Bring it with: ./murel download %s or set dataset.dir to where it is."
                .formatted(name));
  }

  @ParameterizedTest
  @CsvSource({
    "vqa2, tset, Did you mean 'test'?",
    "vqacp2, test, Choose one of these.",
    "tdiuc, valid, Did you mean 'val'?",
    "vgenome, val, Choose one of these."
  })
  void aSplitThatASetDoesNotHaveIsRefused(String name, String split, String advice) {
    assertThatThrownBy(() -> source(name).raw(split))
        .hasMessageStartingWith(
            "dataset.train_split and dataset.eval_split: found '" + split + "', expected one of")
        .hasMessageEndingWith(advice);
  }

  @Test
  void withoutAPlaceOfTheRegionsTheOptionIsNamed() {
    assertThatThrownBy(() -> source("tdiuc", Map.of()).regions("train"))
        .hasMessage(
            "dataset.dir_rcnn: found nothing, expected where the region features of TDIUC lie."
                + " Bring them with: ./murel download tdiuc-features and set dataset.dir_rcnn.");
  }

  @Test
  void vqa2IsReadUnderTheNamesOfItsArchivesToo() throws IOException {
    raw.questions("v2_OpenEnded_mscoco_train2014_questions.json.gz", TRAIN, 0, 3);
    raw.annotations("v2_mscoco_train2014_annotations.json.gz", 0, 3, "yes");
    QuestionSet set = read(source("vqa2"), "train");
    assertThat(set.questions().get(2))
        .isEqualTo(new Question(2, 102, "COCO_train2014_000000000102.jpg", "is it word2?"));
    assertThat(set.annotations().get(2).answer()).isEqualTo("yes");
  }

  @Test
  void imagesAreThoseOfTheFilesSubtypeWhereverItStands() throws IOException {
    raw.write(
        "annotations/OpenEnded_mscoco_test-dev2015_questions.json",
        "{\"questions\": [{\"question_id\": 1, \"image_id\": 7, \"question\": \"why\"}],"
            + " \"data_subtype\": \"test-dev2015\"}");
    assertThat(read(source("vqa2"), "test-dev").questions().get(0).imageName())
        .isEqualTo("COCO_test2015_000000000007.jpg");
  }

  @Test
  void withoutASubtypeImagesAreThoseOfTheSplit() throws IOException {
    raw.questions("OpenEnded_mscoco_test2015_questions.json", "", 0, 1);
    assertThat(read(source("vqa2"), "test").questions().get(0).imageName())
        .isEqualTo("COCO_test2015_000000000100.jpg");
  }

  @Test
  void vqaCpQuestionsSayOfWhichImagesTheyAsk() throws IOException {
    raw.write(
        "annotations/vqacp_v2_train_questions.json",
        "[{\"question_id\": 1, \"image_id\": 7, \"question\": \"a\", \"coco_split\": \"val2014\"},"
            + "{\"coco_split\": \"train2014\", \"question_id\": 2, \"image_id\": 7, \"question\":"
            + " \"a\"}]");
    raw.annotations("vqacp_v2_train_annotations.json", 1, 2, "yes");
    assertThat(read(source("vqacp2"), "train").questions())
        .extracting(Question::imageName)
        .containsExactly("COCO_val2014_000000000007.jpg", "COCO_train2014_000000000007.jpg");
  }

  @Test
  void tdiucTakesTheValidationImagesOfCocoForItsTestSplit() throws IOException {
    raw.questions("OpenEnded_mscoco_val2014_questions.json", "", 0, 1);
    raw.annotations("mscoco_val2014_annotations.json", 0, 1, "yes");
    assertThat(read(source("tdiuc"), "test").questions().get(0).regionKey())
        .isEqualTo("COCO_val2014_000000000100.jpg");
    raw.questions(
        "OpenEnded_mscoco_test2015_questions.json", "\"data_subtype\": \"test2015\", ", 5, 1);
    raw.annotations("mscoco_test2015_annotations.json", 5, 1, "yes");
    Question renamed = read(source("tdiuc"), "test").questions().get(0);
    assertThat(renamed.imageName()).isEqualTo("COCO_test2015_000000000105.jpg");
    assertThat(renamed.regionKey()).isEqualTo("COCO_val2014_000000000105.jpg");
  }

  @Test
  void answersOfVisualGenomeAreCutIntoWords() throws IOException {
    raw.write(
        "json/question_answers.json",
        "[{\"id\": 3, \"qas\": [{\"qa_id\": 8, \"image_id\": 3, \"question\": \"Who is it?\","
            + " \"answer\": \"A man, running.\"}]}, {\"id\": 4, \"qas\": []}]");
    QuestionSet set = read(source("vgenome"), "train");
    assertThat(set.annotations().get(0).answer()).isEqualTo("a man running");
    assertThat(set.questions())
        .containsExactly(new Question(8, 3, "COCO_train2014_000000000003.jpg", "3", "Who is it?"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}                            | found no list 'of images', expected a complete JSON file
          [5]                           | found image number 1 incomplete, expected an object
          [{"qas": [1]}]                | found question number 1 incomplete, expected an object
          [{"qas": [{"qa_id": 1}]}]     | found question number 1 incomplete, expected a qa_id, an
          [{"qas": [{"qa_id": "x"}]}]   | found broken JSON in line 1
          [{"qas": [{                   | found broken JSON in line 1
          """)
  void aBrokenFileOfVisualGenomeSaysWhere(String text, String message) throws IOException {
    raw.write("json/question_answers.json", text);
    assertThatThrownBy(() -> read(source("vgenome"), "train"))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(dir.resolve("raw/json/question_answers.json") + ": " + message);
  }

  @Test
  void theReaderIsToldHowFarItIs() throws IOException {
    raw.questions("OpenEnded_mscoco_test2015_questions.json", "", 0, 5000);
    long size = Files.size(dir.resolve("raw/annotations/OpenEnded_mscoco_test2015_questions.json"));
    List<Long> heard = new ArrayList<>();
    source("vqa2")
        .raw("test")
        .read(
            (what, done, total) -> {
              assertThat(what).isEqualTo("Reading OpenEnded_mscoco_test2015_questions.json");
              assertThat(total).isEqualTo(size);
              heard.add(done);
            });
    assertThat(heard).hasSizeGreaterThan(3).isSorted().endsWith(size);
  }

  private static QuestionSet read(VqaSource source, String split) {
    return source.raw(split).read(ImportProgress.SILENT);
  }

  private VqaSource source(String name) {
    return source(name, Map.of("dir_rcnn", "regions"));
  }

  private VqaSource source(String name, Map<String, Object> more) {
    Map<String, Object> values = new HashMap<>(Map.of("name", name, "dir", dir.toString()));
    values.putAll(more);
    return VqaSources.of(DatasetOptions.from(Options.of(values, "dataset")));
  }
}
