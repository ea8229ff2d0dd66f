package io.murel.regions.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.BadInputException;
import io.murel.golden.Golden;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageListTest {

  @TempDir private Path folder;

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("list"), content);
  }

  @Test
  void aTextHasANameALine() throws IOException {
    assertThat(ImageList.read(file("a.jpg\n\n  b.jpg \r\na.jpg\n")))
        .containsExactly("a.jpg", "b.jpg");
  }

  @Test
  void jsonMayBeAListOfNamesOrOfQuestions() throws IOException {
    assertThat(ImageList.read(file("[\"a.jpg\", \"b.jpg\"]"))).containsExactly("a.jpg", "b.jpg");
    assertThat(
            ImageList.read(
                file("[{\"image_name\": \"x\", \"image_id\": 3}, {\"image_name\": \"y\"}]")))
        .containsExactly("x", "y");
  }

  @Test
  void compressedQuestionsAreReadToo() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(
          "{\"questions\": [{\"image_id\": 9, \"question\": \"?\"}], \"data_subtype\": \"val2014\"}"
              .getBytes(StandardCharsets.UTF_8));
    }
    Path file = Files.write(folder.resolve("q.json.gz"), out.toByteArray());
    assertThat(ImageList.read(file)).containsExactly("COCO_val2014_000000000009.jpg");
  }

  @Test
  void theImagesOfTheTestDevQuestionsAreThoseOfTest2015() throws IOException {
    Path questions =
        Golden.path("data/vqa2/raw/annotations/OpenEnded_mscoco_test-dev2015_questions.json");
    assertThat(ImageList.read(questions))
        .isNotEmpty()
        .allSatisfy(
            name -> assertThat(Golden.path("data/rcnn_zip/" + name + ".pth")).isRegularFile());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                      | no image names",
        "[]                                      | no image names",
        "[1]                                     | a list of something else than names or questions",
        "[{}]                                    | a question without image_name and image_id",
        "{'questions': [{'image_id': 1}]}        | image ids without a data_subtype",
        "{'questions': [{'image_id': 1           | broken JSON",
        "{'annotations': []}                     | no image names"
      })
  void otherContentIsRefused(String content, String found) throws IOException {
    Path file = file(content.replace('\'', '"'));
    assertThatThrownBy(() -> ImageList.read(file))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(file + ": found " + found);
  }

  @Test
  void bytesThatAreNoTextAreRefused() throws IOException {
    Path file = Files.write(folder.resolve("b"), new byte[] {(byte) 0xFF, (byte) 0xFE, 0, 1});
    assertThatThrownBy(() -> ImageList.read(file)).hasMessageContaining("no text in UTF-8");
  }
}
