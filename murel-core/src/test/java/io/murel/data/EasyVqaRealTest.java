package io.murel.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.murel.regions.RegionStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The published archive ({@code -Dmurel.real=DIR}). */
class EasyVqaRealTest {

  @TempDir Path folder;

  @Test
  void thePublishedArchiveIsImportedWhole() throws IOException {
    Path archive =
        Path.of(System.getProperty("murel.real", "../../shared/real"))
            .resolve("easy-vqa/easy-vqa-data.tar.gz");
    assumeTrue(Files.exists(archive), archive + " not found (set -Dmurel.real=DIR): skipped");
    Path out = folder.resolve("easy");
    EasyVqaImport.Summary summary = EasyVqaImport.run(archive, out, ImportProgress.SILENT);

    assertThat(summary.images()).containsEntry("test", 1000);
    assertThat(summary.images().get("train") + summary.images().get("val")).isEqualTo(4000);
    assertThat(summary.images().get("val")).isBetween(160, 240);
    assertThat(summary.questions()).containsEntry("test", 9673);
    assertThat(summary.questions().get("train") + summary.questions().get("val")).isEqualTo(38575);
    assertThat(summary.answers())
        .containsExactly(
            "black",
            "blue",
            "brown",
            "circle",
            "gray",
            "green",
            "no",
            "rectangle",
            "red",
            "teal",
            "triangle",
            "yellow",
            "yes");
    for (String split : summary.images().keySet()) {
      try (RegionStore store = RegionStore.open(out.resolve("regions_" + split + ".safetensors"));
          Stream<Path> images = Files.list(out.resolve("images").resolve(split))) {
        store.check();
        assertThat(store.imageNames()).hasSize(summary.images().get(split));
        assertThat(store.regionCount()).as("one shape each").isEqualTo(store.imageNames().size());
        assertThat(images).hasSize(store.imageNames().size());
      }
    }
    JsonNode questions = new ObjectMapper().readTree(out.resolve("questions_val.json").toFile());
    assertThat(questions.path("questions")).hasSize(summary.questions().get("val"));
  }
}
