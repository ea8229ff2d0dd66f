package io.murel.vqa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.BadInputException;
import io.murel.fuzz.Damage;
import io.murel.fuzz.Fuzz;
import io.murel.model.SmallNets;
import io.murel.options.Options;
import io.murel.vqa.ModelDescription.Features;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** model.json, written, read, moved and damaged. */
class ModelDescriptionTest {

  @TempDir private Path temp;

  private ModelDescription description(Path... regions) {
    return new ModelDescription(
        "vqa2",
        Options.of(SmallNets.murel("self_q_att", true, "agg", null), "model.network"),
        "nltk",
        List.of("was", "größer", "UNK"),
        List.of("ja", "\"nein\""),
        new Features(2048, "pixels-v1", List.of(regions)),
        Map.of("val.accuracy_top1", 61.25),
        Map.of("seed", "1337"));
  }

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    ModelDescription written = description(temp.resolve("data/regions_val.safetensors"));
    written.write(temp.resolve("run"));
    ModelDescription read = ModelDescription.read(temp.resolve("run"));
    assertThat(read).usingRecursiveComparison().ignoringFields("network").isEqualTo(written);
    assertThat(read.network().values()).isEqualTo(written.network().values());
    assertThat(read.network().name("n_step")).isEqualTo("model.network.n_step");
  }

  @Test
  void anUnknownExtractorAndNoRegionsAreWrittenToo() throws IOException {
    ModelDescription written = TinyModel.description(SmallNets.attention(), TinyModel.features(5));
    written.write(temp);
    assertThat(ModelDescription.read(temp).features()).isEqualTo(written.features());
  }

  @Test
  void runAndDataMayBeMovedTogether() throws IOException {
    description(temp.resolve("a/data/regions.safetensors")).write(temp.resolve("a/logs/run"));
    assertThat(temp.resolve("a/logs/run/model.json"))
        .content()
        .contains("\"../../data/regions.safetensors\"")
        .doesNotContain(temp.toString());
    Files.move(temp.resolve("a"), temp.resolve("b"));
    assertThat(ModelDescription.read(temp.resolve("b/logs/run")).features().regions())
        .containsExactly(temp.resolve("b/data/regions.safetensors"));
  }

  @Test
  void regionsAreAddedOnce() {
    Path a = temp.resolve("a");
    Path b = temp.resolve("b");
    ModelDescription more = description(a).withMoreRegions(List.of(b, a));
    assertThat(more.features().regions()).containsExactly(a, b);
    assertThat(more.withoutRegions().features().regions()).isEmpty();
  }

  @Test
  void partsThatDoNotFitAreRefused() throws IOException {
    refused(
        "\"nltk\"",
        "\"nltl\"",
        ": tokenizer: found 'nltl', expected one of mcb, nltk, default." + " Did you mean 'nltk'?");
    refused(
        "\"UNK\"",
        "\"unk\"",
        ": the description of a model: found no word UNK, expected it among"
            + " the words. Make it again.");
    refused(
        "\"\\\"nein\\\"\"",
        "\"ja\"",
        ": the description of a model: found the answer 'ja' twice,"
            + " expected each once. Make it again.");
    refused(
        "2048",
        "0",
        ": the description of a model: found 0 features a region, expected at least 1."
            + " Make it again.");
    refused(
        "2048",
        "2048.5",
        ", dim: found 2048.5, expected a whole number. The file is damaged: make" + " it again.");
    refused(
        "\"words\"",
        "\"word\"",
        ", words: found nothing, expected a list of texts. The file is"
            + " damaged: make it again.");
    refused(
        "\"ja\"",
        "null",
        ", answers: found null, expected a list of texts. The file is damaged:"
            + " make it again.");
    refused(
        "61.25",
        "\"much\"",
        ", val.accuracy_top1: found \"much\", expected a number. The file is"
            + " damaged: make it again.");
    refused(
        "\"version\" : 1",
        "\"version\" : 2",
        ": found version 2, expected version 1. It was"
            + " written by a newer murel: use that one.");
  }

  private void refused(String part, String instead, String message) throws IOException {
    description().write(temp);
    Path file = temp.resolve("model.json");
    String whole = Files.readString(file);
    assertThat(whole).contains(part);
    Files.writeString(file, whole.replace(part, instead));
    assertThatThrownBy(() -> ModelDescription.read(temp))
        .isInstanceOf(BadInputException.class)
        .hasMessage(file + message);
  }

  @Test
  void otherFilesAreRefused() throws IOException {
    Path file = temp.resolve("model.json");
    Files.writeString(file, "{\"answers\": []}");
    assertThatThrownBy(() -> ModelDescription.read(temp))
        .hasMessageStartingWith(file + ": found JSON of another kind, expected the description");
    Files.writeString(file, "{\"answers\": [}");
    assertThatThrownBy(() -> ModelDescription.read(temp))
        .hasMessageStartingWith(file + ": found broken JSON in line 1 (");
    Files.writeString(file, "[".repeat(5000));
    assertThatThrownBy(() -> ModelDescription.read(temp))
        .hasMessageStartingWith(file + ": found broken JSON (Document nesting depth (101) exceeds");
    Files.delete(file);
    Files.createDirectory(file);
    assertThatThrownBy(() -> ModelDescription.read(temp))
        .hasMessageStartingWith(file + ": found something that is no file, expected");
  }

  @Test
  void damagedFilesAreReadOrRefused() throws IOException {
    description(temp.resolve("regions.safetensors")).write(temp);
    byte[] whole = Files.readAllBytes(temp.resolve("model.json"));
    Fuzz.run(
        temp.resolve("model.json"),
        random -> Damage.of(whole, random),
        file -> ModelDescription.read(temp));
  }
}
