package io.murel.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.murel.app.console.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegionsCommandTest {

  @TempDir private Path dir;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private Path tsv;
  private Path store;

  @BeforeEach
  void write() throws IOException {
    tsv = dir.resolve("train2014.tsv");
    Files.writeString(tsv, line(9, 1, 2) + line(25, 3, 4, 5, 6) + "30\t10\t10\t1\tcut\n");
    store = dir.resolve("out/train.safetensors");
  }

  /** An image of 10 x 10 pixels with 2 features a region. */
  private static String line(int id, float... features) {
    int count = features.length / 2;
    float[] boxes = new float[4 * count];
    for (int i = 0; i < count; i++) {
      boxes[4 * i + 2] = 5 + i;
      boxes[4 * i + 3] = 10;
    }
    return "%d\t10\t10\t%d\t%s\t%s\n".formatted(id, count, base64(boxes), base64(features));
  }

  private static String base64(float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  private int run(Object... args) {
    out.reset();
    err.reset();
    Terminal terminal = new Terminal(new PrintStream(out, true, StandardCharsets.UTF_8), 0);
    return new Cli(terminal, new PrintStream(err, true, StandardCharsets.UTF_8))
        .run(Stream.of(args).map(String::valueOf).toArray(String[]::new));
  }

  private static String text(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"convert", "info", "check"})
  void theHelpTeachesByExample(String command) {
    assertThat(run("regions", command, "--help")).isZero();
    assertThat(text(out)).contains("Usage: murel regions " + command, "Examples:");
    assertThat(run("regions")).isZero();
    assertThat(text(out)).contains("Commands:", "  " + command + " ");
  }

  @Test
  void aConversionSaysWhatItMadeAndNamesBadImages() throws IOException {
    assertThat(run("regions", "convert", tsv, "--out", store)).isZero();
    assertThat(text(out))
        .contains(
            store + " is complete: 2 images, 3 regions of 2 features, ", "  1 could not be used\n");
    assertThat(text(err))
        .startsWith("Warning: " + tsv + " at byte ")
        .contains("found 5 fields for image '30', expected 6.")
        .endsWith("Warning: all bad images are listed in " + store + ".bad.txt\n");
    assertThat(Files.readString(Path.of(store + ".bad.txt")))
        .startsWith("COCO_train2014_000000000030.jpg\t" + tsv + " at byte ")
        .hasLineCount(1);
    assertThat(run("regions", "convert", tsv, "--out", store)).isZero();
    assertThat(text(out)).startsWith(store + " is complete already: 2 images");
    assertThat(text(err)).isEmpty();
  }

  @Test
  void strictMakesBadAndMissingImagesAFailure() throws IOException {
    assertThat(run("regions", "convert", tsv, "--out", store, "--strict")).isEqualTo(1);
    assertThat(store).isNotEmptyFile();
    Path names =
        Files.writeString(dir.resolve("names.txt"), "COCO_train2014_000000000009.jpg\nx\n");
    Path other = dir.resolve("other.safetensors");
    assertThat(run("regions", "convert", tsv, "--out", other, "--images", names)).isZero();
    assertThat(text(out))
        .contains(
            "  2 left out, not being among --images\n",
            "  1 of --images did not come\n  such as x\n");
    Path third = dir.resolve("third.safetensors");
    assertThat(run("regions", "convert", tsv, "--out", third, "--images", names, "--strict"))
        .isEqualTo(1);
    assertThat(text(err)).isEmpty();
  }

  @Test
  void namesAndPrecisionAreOptions() {
    assertThat(
            run(
                "regions",
                "convert",
                tsv,
                "--out",
                store,
                "--name-format",
                "%06d.png",
                "--dtype",
                "f16",
                "--from",
                "tsv",
                "--threads",
                "1"))
        .isZero();
    assertThat(run("regions", "info", store)).isZero();
    assertThat(text(out))
        .startsWith(
            store
                + "\n"
                + "  images      2\n"
                + "  regions     3; of an image 1 to 2, on average 1.5\n"
                + "  features    2 of each region, in F16\n"
                + "  size        ")
        .contains("  names       000009.png, 000025.png\n", "  source      tsv: train2014.tsv\n");
  }

  @Test
  void infoIsJsonOnRequest() throws IOException {
    run("regions", "convert", tsv, "--out", store);
    assertThat(run("regions", "info", store.getParent(), "--json")).isZero();
    JsonNode info = new ObjectMapper().readTree(text(out));
    assertThat(info).hasSize(1);
    assertThat(info.get(0).get("images").asInt()).isEqualTo(2);
    assertThat(info.get(0).get("regions_max").asInt()).isEqualTo(2);
    assertThat(info.get(0).get("dtype").asText()).isEqualTo("F32");
    assertThat(info.get(0).get("bytes").asLong()).isEqualTo(Files.size(store));
    assertThat(info.get(0).get("names").get(1).asText())
        .isEqualTo("COCO_train2014_000000000025.jpg");
  }

  @Test
  void checkTellsWhetherEveryQuestionHasItsRegions() throws IOException {
    run("regions", "convert", tsv, "--out", store);
    assertThat(run("regions", "check", store)).isZero();
    assertThat(text(out)).endsWith(store + ": 2 images, nothing is wrong\n");
    Path questions =
        Files.writeString(
            dir.resolve("q.json"),
            "{\"questions\": [{\"image_id\": 9}, {\"image_id\": 77}], \"data_subtype\": \"train2014\"}");
    assertThat(run("regions", "check", store, "--questions", questions)).isEqualTo(1);
    assertThat(text(out))
        .endsWith(
            store
                + ": image 'COCO_train2014_000000000077.jpg' is not there.\n"
                + store
                + ": 2 images, 1 fault\n");
    byte[] bytes = Files.readAllBytes(store);
    bytes[bytes.length - 8 * 3 - 16 * 3 - 4 * 2 + 3] = 0x7F; // the exponent of a feature
    bytes[bytes.length - 8 * 3 - 16 * 3 - 4 * 2 + 2] = (byte) 0xC0;
    Files.write(store, bytes);
    assertThat(run("regions", "check", store)).isEqualTo(1);
    assertThat(text(out))
        .contains("NaN in feature 0 of region 1 of image 'COCO_train2014_000000000025.jpg'")
        .endsWith(": 2 images, 1 fault\n");
  }

  @Test
  void wrongOptionsAreSaidInOneLineAndLeaveNothing() {
    assertThat(run("regions", "convert", tsv, "--out", store, "--from", "tvs")).isEqualTo(1);
    assertThat(text(err))
        .isEqualTo(
            "Error: --from: found 'tvs', expected one of pth, tsv, npz, hdf5, lmdb. Did you mean"
                + " 'tsv'?\n");
    assertThat(run("regions", "convert", tsv, "--out", store, "--dtype", "f64")).isEqualTo(1);
    assertThat(text(err)).startsWith("Error: --dtype: found 'f64', expected f16 or f32.");
    assertThat(run("regions", "convert", tsv, "--out", dir.resolve("x.bin"))).isEqualTo(1);
    assertThat(text(err)).contains("expected a name that ends in .safetensors").hasLineCount(1);
    assertThat(run("regions", "convert", tsv, "--out", store, "--thraeds", "2")).isEqualTo(2);
    assertThat(text(err)).contains("Did you mean '--threads'?");
    assertThat(run("regions", "convert", dir.resolve("gone"), "--out", store)).isEqualTo(1);
    assertThat(text(err)).contains("gone: found no such file or folder").hasLineCount(1);
    assertThat(run("regions", "convrt")).isEqualTo(2);
    assertThat(text(err)).contains("Did you mean 'convert'?");
    assertThat(run("regions", "info", dir)).isEqualTo(1);
    assertThat(text(err)).contains("found no .safetensors files").hasLineCount(1);
    assertThat(store.getParent()).doesNotExist();
  }

  @Test
  void whereNothingIsUsableTheReasonsAreShown() throws IOException {
    Files.writeString(tsv, "1\t1\t1\t1\tx\ty\n2\t1\t1\t1\tx\ty\n");
    assertThat(run("regions", "convert", tsv, "--out", store)).isEqualTo(1);
    assertThat(text(err))
        .contains("boxes of image '1' that are no base64", "boxes of image '2'")
        .endsWith(
            "Error: "
                + store.toAbsolutePath()
                + ": found no usable images, expected at least one. See above what is wrong with"
                + " them.\n");
    assertThat(store).doesNotExist();
  }
}
