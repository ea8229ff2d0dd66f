package io.murel.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.murel.io.NdArray;
import io.murel.io.Safetensors;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Runs that no machine has the memory for. */
class MemoryLimitTest extends BadInput {

  private static final int MANY = 100_000; // regions of the first image

  @Test
  void aRunThatCannotFitFailsBeforeItWritesAnything() throws IOException {
    manyRegions("train");
    assertThat(murelRun("--engine.kernel", "naive")).isEqualTo(1);
    assertThat(text(err))
        .matches(
            "Error: dataset.batch_size: found 6 images of 100000 regions, which need at least"
                + " \\d{5,}\\.\\d GB of memory, expected at most the \\d+\\.\\d GB that are free\\."
                + " Take smaller batches or fewer regions an image\\. Or let engine.kernel be"
                + " auto, which needs far less\\.\n");
    assertThat(run).doesNotExist();
  }

  @Test
  void soDoesOneThatCannotEvaluate() throws IOException {
    manyRegions("val");
    assertThat(murelRun("--engine.kernel", "naive")).isEqualTo(1);
    assertThat(text(err))
        .startsWith("Error: dataset.batch_size: found 4 images of 100000 regions, which need at");
    assertThat(run).doesNotExist();
  }

  /** Image 0 has many regions, image 1 has one. */
  private void manyRegions(String split) throws IOException {
    int all = MANY + 1;
    float[] boxes = new float[4 * all];
    Arrays.fill(boxes, 0.5f);
    for (int i = 0; i < all; i++) {
      boxes[4 * i] = boxes[4 * i + 1] = 0;
    }
    Map<String, NdArray> arrays =
        Map.of(
            "features", NdArray.of(new float[TinyDataSet.FEATURES * all], all, 8),
            "boxes", NdArray.of(boxes, all, 4),
            "offsets", NdArray.of(new long[] {0, MANY, all}, 3));
    String names =
        "[\"%s\", \"%s\"]".formatted(TinyDataSet.image(split, 0), TinyDataSet.image(split, 1));
    Safetensors.write(data.regions(split), arrays, Map.of("image_names", names));
  }
}
