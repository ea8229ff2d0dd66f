package io.murel.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.murel.BadInputException;
import io.murel.io.TarGzFiles;
import io.murel.regions.RegionStore;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EasyVqaImportTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  /** As the published archive, with 40 images for training and 2 for testing. */
  private static Map<String, byte[]> contents() throws IOException {
    Map<String, byte[]> out = new LinkedHashMap<>();
    for (String split : List.of("train", "test")) {
      List<List<Object>> questions = new ArrayList<>();
      for (int i = 0; i < (split.equals("train") ? 40 : 2); i++) {
        BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
        for (int p = 0; p < 256; p++) {
          boolean inside = p / 16 >= 4 && p / 16 < 12 && p % 16 >= 2 && p % 16 < 10;
          image.setRGB(p % 16, p / 16, inside ? 0x0000FF : 0xF0F0F0 - i);
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        out.put("easy_vqa/data/" + split + "/images/" + i + ".png", png.toByteArray());
        questions.add(List.of("what color is the shape?", "blue", i));
        questions.add(List.of("is there not a circle?", "yes", i));
      }
      out.put("easy_vqa/data/" + split + "/questions.json", JSON.writeValueAsBytes(questions));
    }
    out.put("LICENSE", "MIT".getBytes(StandardCharsets.UTF_8));
    return out;
  }

  private Path archive(Map<String, byte[]> contents) throws IOException {
    return TarGzFiles.write(folder.resolve("easy.tar.gz"), contents);
  }

  private void assertRefused(Path archive, String message) throws IOException {
    Path out = folder.resolve("out");
    assertThatThrownBy(() -> EasyVqaImport.run(archive, out, ImportProgress.SILENT))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(message);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.filter(Files::isDirectory)).isEmpty();
    }
  }

  @Test
  void anArchiveBecomesImagesQuestionsAnnotationsAndRegions() throws IOException {
    Path out = folder.resolve("sub/easy");
    List<String> phases = new ArrayList<>();
    EasyVqaImport.Summary summary =
        EasyVqaImport.run(
            archive(contents()),
            out,
            (what, done, total) -> {
              assertThat(done).isBetween(0L, total);
              phases.add(what);
            });
    assertThat(summary.answers()).containsExactly("blue", "yes");
    assertThat(summary.images().get("train") + summary.images().get("val")).isEqualTo(40);
    assertThat(summary.images()).containsEntry("test", 2);
    assertThat(summary.questions()).containsEntry("test", 4);
    assertThat(phases).contains("Reading images", "Writing questions and regions");

    JsonNode question =
        JSON.readTree(out.resolve("questions_test.json").toFile()).at("/questions/3");
    assertThat(question.path("image_name").asText()).isEqualTo("test_00001.png");
    assertThat(question.path("image_id").asLong()).isEqualTo(1_000_001);
    assertThat(question.path("question").asText()).isEqualTo("is there not a circle?");
    JsonNode annotation =
        JSON.readTree(out.resolve("annotations_test.json").toFile()).at("/annotations/3");
    assertThat(annotation.path("question_id")).isEqualTo(question.path("question_id"));
    assertThat(annotation.path("image_id")).isEqualTo(question.path("image_id"));
    assertThat(annotation.path("question_type").asText()).isEqualTo("is there not");
    assertThat(annotation.path("answer_type").asText()).isEqualTo("yes/no");
    assertThat(annotation.path("multiple_choice_answer").asText()).isEqualTo("yes");
    assertThat(annotation.path("answers")).hasSize(10);
    assertThat(annotation.at("/answers/9"))
        .isEqualTo(
            JSON.readTree("{\"answer\":\"yes\",\"answer_confidence\":\"yes\",\"answer_id\":10}"));

    assertThat(out.resolve("images/test/test_00001.png")).exists();
    try (RegionStore store = RegionStore.open(out.resolve("regions_test.safetensors"))) {
      assertThat(store.imageNames()).containsExactly("test_00000.png", "test_00001.png");
      assertThat(store.metadata())
          .containsExactly(Map.entry("extractor", "pixels-v1"), Map.entry("source", "easy-vqa"));
      assertThat(store.regions("test_00001.png").normBoxes())
          .containsExactly(0.125f, 0.25f, 0.625f, 0.75f);
    }
  }

  @Test
  void theSameArchiveGivesTheSameBytes() throws IOException {
    Path archive = archive(contents());
    EasyVqaImport.run(archive, folder.resolve("a"), ImportProgress.SILENT);
    EasyVqaImport.run(archive, folder.resolve("b"), ImportProgress.SILENT);
    try (Stream<Path> files = Files.walk(folder.resolve("a"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path other = folder.resolve("b").resolve(folder.resolve("a").relativize(file));
        assertThat(Files.mismatch(file, other)).as(file.toString()).isEqualTo(-1);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "what color is the triangle?, what color",
    "what is the color of the shape?, what color",
    "what shape is in the image?, what shape",
    "what is the blue shape?, what shape",
    "is there a red shape in the image?, is there",
    "does the image contain a circle?, is there",
    "is there not a circle?, is there not",
    "does the image not contain a red shape?, is there not",
    "is no red shape present?, is there not"
  })
  void questionsAreOfFourTypes(String text, String type) {
    assertThat(EasyVqaImport.questionType(text)).isEqualTo(type);
  }

  @Test
  void aFolderInUseIsLeftAlone() throws IOException {
    Path out = Files.createDirectory(folder.resolve("out"));
    Path mine = Files.writeString(out.resolve("mine.txt"), "mine");
    Path archive = archive(contents());
    assertThatThrownBy(() -> EasyVqaImport.run(archive, out, ImportProgress.SILENT))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            out
                + ": found something there already, expected a new or empty folder."
                + " Delete it or choose another folder.");
    assertThat(mine).hasContent("mine");
    Files.delete(mine);
    EasyVqaImport.run(archive, out, ImportProgress.SILENT);
    assertThat(out.resolve("questions_train.json")).exists();
  }

  @Test
  void archivesOfOtherContentAreRefusedAndLeaveNothing() throws IOException {
    assertRefused(
        archive(Map.of("README", new byte[3])),
        "no questions in train/questions.json, expected the easy-VQA archive");

    Map<String, byte[]> withoutImage = contents();
    withoutImage.remove("easy_vqa/data/train/images/3.png");
    assertRefused(archive(withoutImage), "no train/images/3.png, which is asked about");

    Map<String, byte[]> noPicture = contents();
    noPicture.put("easy_vqa/data/train/images/3.png", new byte[] {1, 2});
    assertRefused(archive(noPicture), "train/images/3.png: found no picture");

    Map<String, byte[]> otherJson = contents();
    otherJson.put(
        "easy_vqa/data/test/questions.json",
        "[[\"what?\",\"blue\"]]".getBytes(StandardCharsets.UTF_8));
    assertRefused(
        archive(otherJson),
        "question 1 of easy_vqa/data/test/questions.json: [\"what?\",\"blue\"], expected");

    Map<String, byte[]> noJson = contents();
    noJson.put("easy_vqa/data/test/questions.json", "[[".getBytes(StandardCharsets.UTF_8));
    assertRefused(archive(noJson), "easy_vqa/data/test/questions.json is no JSON");

    Map<String, byte[]> hostile = contents();
    hostile.put("../../train/images/99.png", new byte[] {1});
    assertRefused(archive(hostile), "a file named '../../train/images/99.png'");
  }

  @Test
  void aTruncatedOrAbsentArchiveIsRefusedAndLeavesNothing() throws IOException {
    byte[] whole = Files.readAllBytes(archive(contents()));
    Path cut = Files.write(folder.resolve("cut.tar.gz"), Arrays.copyOf(whole, whole.length / 2));
    assertRefused(cut, "cut.tar.gz: found a truncated or damaged archive");
    assertRefused(folder.resolve("none.tar.gz"), "none.tar.gz: found no such file");
  }
}
