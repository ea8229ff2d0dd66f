package io.murel.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.murel.data.sets.RawFiles;
import io.murel.options.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prepared questions are kept in files, and files that do not fit are never believed. */
class KeptDataTest {

  private static final String KEY = "nans,3000_minwcount,0_nlp,mcb_proc_split,train";

  @TempDir Path dir;
  private final TreeSet<String> read = new TreeSet<>();
  private Path kept;

  @BeforeEach
  void files() throws IOException {
    RawFiles raw = new RawFiles(dir);
    raw.questions("OpenEnded_mscoco_train2014_questions.json", "", 0, 30);
    raw.annotations("mscoco_train2014_annotations.json", 0, 30, "red", "caf\u00e9", "\uD83D\uDE00");
    raw.questions("OpenEnded_mscoco_val2014_questions.json", "", 30, 10);
    raw.annotations("mscoco_val2014_annotations.json", 30, 10, "green", "red");
    raw.questions("OpenEnded_mscoco_test2015_questions.json", "", 50, 5);
    kept = dir.resolve("prepared").resolve(KEY);
  }

  /** What a user of the data sees, as a text. */
  private String open(String... splits) {
    return open(Map.of(), splits);
  }

  private String open(Map<String, Object> more, String... splits) {
    read.clear();
    Map<String, Object> values = new HashMap<>();
    values.put("name", "vqa2");
    values.put("dir", dir.toString());
    values.put("dir_rcnn", "regions");
    values.putAll(more);
    StringBuilder out = new StringBuilder();
    try (VqaData data =
        VqaData.open(
            DatasetOptions.from(Options.of(values, "dataset")),
            place -> new GoldenSet.AnyImage(),
            (what, done, total) -> read.add(what.replaceAll("Reading (.*)_mscoco_|\\.json", "")))) {
      out.append(data.vocabulary().words().words()).append(data.vocabulary().answers().answers());
      for (String split : splits) {
        for (VqaItem item : data.split(split).items()) {
          out.append('\n').append(item.question()).append(item.annotation());
          out.append(item.imageName()).append(item.answerId());
          out.append(List.of(item.wordIds().length, item.answerIds().length));
          for (long word : item.wordIds()) {
            out.append(' ').append(word);
          }
          for (int i = 0; i < item.answerIds().length; i++) {
            out.append(' ').append(item.answerIds()[i]).append('x').append(item.answerCounts()[i]);
          }
        }
      }
    }
    return out.toString();
  }

  @Test
  void whatIsKeptIsWhatWasPreparedAndNoRawFileIsReadAgain() {
    String prepared = open("train", "val", "test");
    assertThat(read).hasSize(5);
    assertThat(open("train", "val", "test")).isEqualTo(prepared);
    assertThat(read).isEmpty();
    assertThat(kept).isDirectoryContaining("glob:**vocabulary.bin");
    assertThat(kept.toFile().list())
        .containsExactlyInAnyOrder("vocabulary.bin", "train.bin", "val.bin", "test.bin");
  }

  @Test
  void evaluationReadsTheSplitItEvaluatesOnAlone() {
    open();
    open("val");
    assertThat(read).containsExactly("Reading mscoco_val2014_annotations", "val2014_questions");
  }

  @Test
  void heldOutAndJoinedSetsAreKeptToo() throws IOException {
    new RawFiles(dir.resolve("vg"))
        .write(
            "json/question_answers.json",
            "[{\"qas\": [{\"qa_id\": 900, \"image_id\": 100, \"question\": \"Which?\","
                + " \"answer\": \"Red.\"}]}]");
    Map<String, Object> joined =
        Map.of(
            "proc_split",
            "trainval",
            "vg",
            true,
            "dir_vg",
            dir.resolve("vg").toString(),
            "dir_rcnn_vg",
            "vg regions");
    String prepared = open(joined, "train", "val", "test");
    assertThat(read).hasSize(6);
    assertThat(open(joined, "train", "val", "test")).isEqualTo(prepared).contains("which");
    assertThat(read).isEmpty();
  }

  @Test
  void otherOptionsAreKeptApart() {
    String all = open("train");
    String some = open(Map.of("nans", 1), "train");
    assertThat(some).isNotEqualTo(all);
    assertThat(open("train")).isEqualTo(all);
    assertThat(open(Map.of("nans", 1), "train")).isEqualTo(some);
    assertThat(read).isEmpty();
  }

  @Test
  void aChangedRawFileIsReadAgain() throws IOException {
    String before = open("train", "val");
    new RawFiles(dir)
        .annotations("mscoco_train2014_annotations.json", 0, 30, "red", "blue", "blue");
    String after = open("train", "val");
    assertThat(after).isNotEqualTo(before).contains("blue");
    open("train", "val");
    assertThat(read).isEmpty();
  }

  @Test
  void aFileOfEqualSizeButOtherTimeCountsAsChanged() throws IOException {
    open("val");
    Path questions = dir.resolve("raw/annotations/OpenEnded_mscoco_val2014_questions.json");
    Files.setLastModifiedTime(questions, FileTime.fromMillis(1_000_000));
    open("val");
    assertThat(read).contains("val2014_questions").doesNotContain("train2014_questions");
  }

  @Test
  void aMovedFolderIsStillKnown() throws IOException {
    String prepared = open("train");
    Path moved = dir.resolveSibling(dir.getFileName() + "-moved");
    Files.move(dir, moved);
    try {
      assertThat(open(Map.of("dir", moved.toString()), "train")).isEqualTo(prepared);
      assertThat(read).isEmpty();
    } finally {
      Files.move(moved, dir);
    }
  }

  @Test
  void everyDamagedByteIsNoticed() throws IOException {
    String prepared = open("test");
    Path file = kept.resolve("test.bin");
    byte[] whole = Files.readAllBytes(file);
    for (int i = 0; i < whole.length; i += 3) {
      byte[] damaged = whole.clone();
      damaged[i] ^= 0x10;
      Files.write(file, damaged);
      assertThat(open("test")).as("byte " + i).isEqualTo(prepared);
      assertThat(Files.readAllBytes(file)).isEqualTo(whole);
    }
  }

  @Test
  void aCutOffFileIsMadeAgain() throws IOException {
    String prepared = open("train");
    for (String name : List.of("vocabulary.bin", "train.bin")) {
      Path file = kept.resolve(name);
      byte[] whole = Files.readAllBytes(file);
      for (int length : new int[] {0, 3, 11, 12, whole.length / 2, whole.length - 1}) {
        Files.write(file, Arrays.copyOf(whole, length));
        assertThat(open("train")).isEqualTo(prepared);
        assertThat(Files.readAllBytes(file)).isEqualTo(whole);
      }
    }
  }

  @Test
  void whereNothingCanBeKeptTheDataIsPreparedAllTheSame() throws IOException {
    Files.writeString(dir.resolve("prepared"), "in the way");
    String first = open("train");
    assertThat(open("train")).isEqualTo(first);
    assertThat(read).hasSize(2);
    assertThat(dir.resolve("prepared")).hasContent("in the way");
  }

  @Test
  void aReadOnlyFolderLosesTheKeptFilesOnly() throws IOException {
    assertThat(dir.toFile().setWritable(false)).isTrue();
    try {
      Assumptions.assumeThat(Files.isWritable(dir)).as("root may write anywhere").isFalse();
      assertThat(open("train")).contains("word7");
      assertThat(dir.resolve("prepared")).doesNotExist();
    } finally {
      assertThat(dir.toFile().setWritable(true)).isTrue();
    }
  }
}
