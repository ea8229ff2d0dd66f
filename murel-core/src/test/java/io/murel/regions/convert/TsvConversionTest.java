package io.murel.regions.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.BadInputException;
import io.murel.regions.RegionStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TsvConversionTest {

  @TempDir private Path folder;

  private Path target() {
    return folder.resolve("out/store.safetensors");
  }

  private static Sample sample(long id) {
    return Sample.of(id, 1 + (int) (id % 4), 8);
  }

  private Path tsv(String name, long... ids) throws IOException {
    return Files.writeString(
        folder.resolve(name),
        LongStream.of(ids).mapToObj(id -> sample(id).tsv() + "\n").collect(Collectors.joining()));
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    }
    return out.toByteArray();
  }

  @Test
  void severalFilesBecomeOneStoreInTheirOrder() throws IOException {
    Path first = tsv("karpathy_train.tsv.0", 9, 25);
    Path second = tsv("karpathy_train.tsv.1", 30, 581929);
    Path third = folder.resolve("karpathy_val.tsv.gz");
    Files.write(third, gzip((sample(42).tsv() + "\n").getBytes(StandardCharsets.US_ASCII)));

    ConversionReport report = Converting.run(Converting.options(target(), first, second, third));

    assertThat(report.tally().bad()).isEmpty();
    try (RegionStore store = RegionStore.open(target())) {
      assertThat(store.imageNames()).containsExactly("9", "25", "30", "581929", "42");
      for (String name : store.imageNames()) {
        sample(Long.parseLong(name)).assertIn(store, name);
      }
      assertThat(store.metadata())
          .containsEntry(
              "source", "tsv: karpathy_train.tsv.0, karpathy_train.tsv.1, karpathy_val.tsv.gz");
    }
  }

  @Test
  void linesThatEndInOtherWaysAreReadToo() throws IOException {
    Path file = folder.resolve("a.tsv");
    Files.writeString(file, sample(1).tsv() + "\r\n\n" + sample(2).tsv());
    Converting.run(Converting.options(target(), file));
    try (RegionStore store = RegionStore.open(target())) {
      sample(1).assertIn(store, "1");
      sample(2).assertIn(store, "2");
    }
  }

  @Test
  void aFirstLineMayNameTheFields() throws IOException {
    Sample sample = sample(3);
    Path file = folder.resolve("named.tsv");
    Files.writeString(
        file,
        "features\timage_id\tnum_boxes\tboxes\timage_h\timage_w\n%s\tcat\t%d\t%s\t%d\t%d\n"
            .formatted(
                Sample.base64(sample.features()),
                sample.count(),
                Sample.base64(sample.pixels()),
                sample.height(),
                sample.width()));
    Converting.run(Converting.options(target(), file));
    try (RegionStore store = RegionStore.open(target())) {
      sample.assertIn(store, "cat");
    }
  }

  @Test
  void theTenFieldsOfLxmertAreKnown() throws IOException {
    Sample sample = sample(5);
    Path file = folder.resolve("train2014_obj36.tsv");
    Files.writeString(
        file,
        "COCO_train2014_000000000005\t%d\t%d\tAA==\tAA==\tAA==\tAA==\t%d\t%s\t%s\n"
            .formatted(
                sample.height(),
                sample.width(),
                sample.count(),
                Sample.base64(sample.pixels()),
                Sample.base64(sample.features())));
    Converting.run(Converting.options(target(), file));
    try (RegionStore store = RegionStore.open(target())) {
      sample.assertIn(store, "COCO_train2014_000000000005.jpg");
    }
  }

  @Test
  void badLinesArePassedOverByNameAndCounted() throws IOException {
    Sample good = sample(1);
    String features = Sample.base64(good.features());
    String boxes = Sample.base64(good.pixels());
    Sample nan = Sample.of(7, 1, 8);
    nan.features()[3] = Float.NaN;
    Sample outside = Sample.of(8, 1, 8);
    outside.pixels()[2] = outside.width() + 2;
    Path file = folder.resolve("bad.tsv");
    Files.write(
        file,
        List.of(
            good.tsv(),
            "2\t300\t200\t2\t" + boxes.substring(0, 40) + "\t" + features,
            "3\t300\t200\t2\t" + boxes + "\t" + features.substring(0, features.length() - 3),
            "4\t300\t200\t99999999999999999999\t" + boxes + "\t" + features,
            "5\t300\t200\ttwo\t" + boxes + "\t" + features,
            "6\t0\t200\t2\t" + boxes + "\t" + features,
            nan.tsv(),
            outside.tsv(),
            "9\t300\t200\t2",
            "10\t300\t200\t2\t*!\t" + features,
            Sample.of(11, 2, 4).tsv(),
            "12\t300\t200\t-1\t" + boxes + "\t" + features,
            sample(13).tsv()));

    ConversionReport report = Converting.run(Converting.options(target(), file));

    assertThat(Converting.badNames(report))
        .containsExactly("2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12");
    List<String> reasons = Converting.reasons(report);
    assertThat(reasons.get(0))
        .startsWith(
            file + " at byte " + (good.tsv().length() + 1) + ": found boxes of image '2' of 30");
    assertThat(reasons.get(1)).contains(": found features of image '3' that are no base64 (");
    assertThat(reasons.get(2)).contains("features of 9223372036854775807 regions of image '4'");
    assertThat(reasons.get(3)).contains("num_boxes 'two' of image '5', expected a number");
    assertThat(reasons.get(4)).contains("width 0.0 and height 200.0 of image '6'");
    assertThat(reasons.get(5)).contains("NaN in feature 3 of region 0 of image '7'");
    assertThat(reasons.get(6)).contains("box 0 of image '8'");
    assertThat(reasons.get(7)).contains("4 fields for image '9', expected 6. The file is cut off");
    assertThat(reasons.get(8)).contains("boxes of image '10' that are no base64");
    assertThat(reasons.get(9)).contains("4 features per region in image '11', expected 8");
    assertThat(reasons.get(10)).contains("for the features of -1 regions of image '12'");
    try (RegionStore store = RegionStore.open(target())) {
      assertThat(store.imageNames()).containsExactly("1", "13");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 30, 60})
  void aFileThatWasCutOffLosesItsLastImageOnly(int missing) throws IOException {
    byte[] whole = Files.readAllBytes(tsv("whole.tsv", 1, 2));
    Path cut = folder.resolve("cut.tsv");
    Files.write(cut, Arrays.copyOf(whole, whole.length - 1 - missing));
    ConversionReport report = Converting.run(Converting.options(target(), cut));
    assertThat(Converting.badNames(report)).containsExactly("2");
    try (RegionStore store = RegionStore.open(target())) {
      assertThat(store.imageNames()).containsExactly("1");
    }
  }

  @Test
  void compressedDataThatWasCutOffEndsTheConversionAndLeavesNoStore() throws IOException {
    byte[] whole = gzip(Files.readAllBytes(tsv("whole.tsv", 1, 2, 3, 4)));
    Path cut = folder.resolve("cut.tsv.gz");
    Files.write(cut, Arrays.copyOf(whole, whole.length - 20));
    assertThatThrownBy(() -> Converting.run(Converting.options(target(), cut)))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(cut + ": found compressed data that is cut off or damaged (")
        .hasMessageEndingWith("Copy or download it again; what was converted is kept until then.");
    assertThat(target()).doesNotExist();
  }

  @Test
  void pixelBoxesOneBeyondTheBorderAreClipped() throws IOException {
    Sample sample = Sample.of(4, 1, 8);
    System.arraycopy(
        new float[] {-0.5f, 0, sample.width() + 0.75f, sample.height()}, 0, sample.pixels(), 0, 4);
    Path file = Files.writeString(folder.resolve("a.tsv"), sample.tsv());
    Converting.run(Converting.options(target(), file));
    try (RegionStore store = RegionStore.open(target())) {
      assertThat(store.regions("4").normBoxes()).containsExactly(0, 0, 1, 1);
    }
  }

  @Test
  void ofImagesThatComeTwiceTheFirstIsKept() throws IOException {
    Path file = folder.resolve("twice.tsv");
    Files.write(file, List.of(sample(1).tsv(), Sample.of(1, 7, 8).tsv(), sample(2).tsv()));
    ConversionReport report = Converting.run(Converting.options(target(), file));
    assertThat(report.tally().duplicates()).isEqualTo(1);
    assertThat(report.tally().images()).isEqualTo(2);
    try (RegionStore store = RegionStore.open(target())) {
      sample(1).assertIn(store, "1");
    }
  }

  @Test
  void whatIsNoTsvIsSaidToBeNone() throws IOException {
    Path text = Files.writeString(folder.resolve("a.tsv"), "hello\tworld\n");
    assertThatThrownBy(() -> Converting.run(Converting.options(target(), text)))
        .hasMessage(
            text
                + ": found 2 fields in the first line, expected 6 (image_id, image_w, image_h,"
                + " num_boxes, boxes, features). Check that this is a TSV of region features; a first"
                + " line may name them.");
    Path empty = Files.createFile(folder.resolve("b.tsv"));
    assertThatThrownBy(() -> Converting.run(Converting.options(target(), empty)))
        .hasMessageContaining("found an empty file");
    Path unnamed = Files.writeString(folder.resolve("c.tsv"), "id\tboxes\tfeatures\n");
    assertThatThrownBy(() -> Converting.run(Converting.options(target(), unnamed)))
        .hasMessageContaining("found a first line without image_id: [id, boxes, features]");
  }

  @Test
  void whereNoImageIsUsableThereIsNoStore() throws IOException {
    Path file = Files.writeString(folder.resolve("a.tsv"), "1\t1\t1\t1\tx\ty\n");
    assertThatThrownBy(() -> Converting.run(Converting.options(target(), file)))
        .hasMessageContaining("found no usable images, expected at least one");
    try (Stream<Path> left = Files.list(target().getParent())) {
      assertThat(left).isEmpty();
    }
  }
}
