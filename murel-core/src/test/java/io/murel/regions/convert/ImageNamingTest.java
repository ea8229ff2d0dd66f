package io.murel.regions.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.BadInputException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageNamingTest {

  @ParameterizedTest
  @CsvSource({
    "9, karpathy_train.tsv, 9",
    "9, test2015_resnet101_faster_rcnn_genome.tsv, COCO_test2015_000000000009.jpg",
    "9, train2014_36.tsv.gz, COCO_train2014_000000000009.jpg",
    "9, trainval2014.lmdb, 9",
    "9, train2014_val2014.tsv, 9",
    "COCO_val2014_000000000042, x.tsv, COCO_val2014_000000000042.jpg",
    "coco/val/COCO_val2014_000000000042, x.lmdb, COCO_val2014_000000000042.jpg",
    "COCO_val2014_000000000042.jpg, train2014, COCO_val2014_000000000042.jpg",
    "VG_100K/2.jpg, train2014, VG_100K/2.jpg",
    "cat, train2014.tsv, cat"
  })
  void numbersGetCocoNamesOnlyWhereTheInputTellsTheSplit(
      String given, String input, String expected) {
    assertThat(new ImageNaming(null, null).name(given, input)).contains(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "COCO_train2014_%012d.jpg, 9, COCO_train2014_000000000009.jpg",
    "COCO_train2014_%012d.jpg, COCO_x_000000000581929.jpg.npz, COCO_train2014_000000581929.jpg",
    "%d.jpg, VG_100K/2407890, 2407890.jpg",
    "n%3d, 7, n  7",
    "%s.jpg, COCO_train2014_000000000009, COCO_train2014_000000000009.jpg",
    "%s, train2014/9, train2014/9"
  })
  void aFormatMakesTheName(String format, String given, String expected) {
    assertThat(new ImageNaming(format, null).name(given, "train2014.tsv")).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x.jpg", "%d_%d", "%x", "%", "%012s", "%1$s", "%n", "%d%", "%123d"})
  void whatIsNoFormatIsRefused(String format) {
    assertThatThrownBy(() -> new ImageNaming(format, null))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            "--name-format: found '"
                + format
                + "', expected one %s for the name, or one %d or %012d for the number in it. For"
                + " instance 'COCO_train2014_%012d.jpg'.");
  }

  @Test
  void aNumberThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> new ImageNaming("%012d.jpg", null).name("cat", "a.tsv"))
        .hasMessageContaining("found image 'cat' without a number at the end of its name");
  }

  @Test
  void aListTellsWhatNumbersAreCalledAndWhichAreWanted() {
    ImageNaming naming =
        new ImageNaming(
            null, List.of("COCO_train2014_000000000009.jpg", "COCO_val2014_000000000042.jpg", "x"));
    assertThat(naming.name("9", "trainval.tsv")).contains("COCO_train2014_000000000009.jpg");
    assertThat(naming.name("42", "trainval.tsv")).contains("COCO_val2014_000000000042.jpg");
    assertThat(naming.name("25", "trainval.tsv")).isEmpty();
    assertThat(naming.name("COCO_val2014_000000000042", "a"))
        .contains("COCO_val2014_000000000042.jpg");
    assertThat(naming.name("x", "a")).contains("x");
    assertThat(naming.name("42", "train2014.tsv")).isEmpty(); // of another split
    assertThat(naming.name("other_9", "trainval.tsv")).isEmpty();
  }

  @Test
  void aNumberThatTwoNamesEndInTellsNothing() {
    ImageNaming naming = new ImageNaming(null, List.of("a_9.jpg", "b_9.jpg"));
    assertThat(naming.name("9", "x.tsv")).isEmpty();
    assertThat(naming.name("a_9", "x.tsv")).contains("a_9.jpg");
  }

  @Test
  void withAFormatTheListHoldsFormattedNames() {
    ImageNaming naming = new ImageNaming("%d.jpg", List.of("9.jpg"));
    assertThat(naming.name("9", "x")).contains("9.jpg");
    assertThat(naming.name("10", "x")).isEmpty();
  }

  @Test
  void anEmptyListIsRefused() {
    assertThatThrownBy(() -> new ImageNaming(null, List.of()))
        .hasMessageStartingWith("--images: found no image names, expected at least one.");
  }
}
