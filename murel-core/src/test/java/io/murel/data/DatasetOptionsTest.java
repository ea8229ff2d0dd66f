package io.murel.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.options.Options;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DatasetOptionsTest {

  @Test
  void defaultsAreThoseOfTheOriginalsOptionFiles() {
    DatasetOptions options = read(Map.of("name", "scenes"));
    assertThat(options)
        .isEqualTo(
            new DatasetOptions(
                "scenes",
                Path.of("data/scenes"),
                "train",
                "val",
                "train",
                1337,
                2,
                80,
                false,
                List.of(),
                3000,
                0,
                "mcb",
                true,
                null,
                false,
                null,
                null));
  }

  @Test
  void everyKeyOfTheOriginalIsRead() {
    Map<String, Object> values = new HashMap<>();
    values.put("import", "murel.datasets.factory");
    values.put("name", "vqa2");
    values.put("dir", "somewhere");
    values.put("train_split", null);
    values.put("eval_split", "test");
    values.put("proc_split", "trainval");
    values.put("nb_threads", 0);
    values.put("batch_size", 40);
    values.put("nans", 30);
    values.put("minwcount", 2);
    values.put("nlp", "nltk");
    values.put("samplingans", false);
    values.put("dir_rcnn", "rcnn");
    values.put("vg", true);
    values.put("dir_vg", "vg");
    values.put("dir_rcnn_vg", "rcnn_vg");
    assertThat(read(values))
        .isEqualTo(
            new DatasetOptions(
                "vqa2",
                Path.of("somewhere"),
                null,
                "test",
                "trainval",
                1337,
                0,
                40,
                false,
                List.of(),
                30,
                2,
                "nltk",
                false,
                Path.of("rcnn"),
                true,
                Path.of("vg"),
                Path.of("rcnn_vg")));
  }

  @Test
  void anEmptyTrainSplitMeansNone() {
    assertThat(read(Map.of("name", "scenes", "train_split", "")).trainSplit()).isNull();
  }

  @Test
  void wrongValuesAreNamed() {
    assertThatThrownBy(() -> read(Map.of("name", "scenes", "nb_threads", -1)))
        .hasMessageStartingWith(
            "dataset.nb_threads: found -1 (a number), expected a whole number of at least 0.");
    assertThatThrownBy(() -> read(Map.of("name", "scenes", "batchsize", 1)))
        .hasMessageStartingWith("dataset.batchsize: found an unknown option")
        .hasMessageEndingWith("Did you mean 'batch_size'?");
    assertThatThrownBy(() -> read(Map.of("name", "scenes", "proc_split", "trainvl")))
        .hasMessageEndingWith("Did you mean 'trainval'?");
  }

  private static DatasetOptions read(Map<String, Object> values) {
    return DatasetOptions.from(Options.of(values, "dataset"));
  }
}
