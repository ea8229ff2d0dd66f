package io.murel.regions;

import static org.assertj.core.api.Assertions.assertThat;

import io.murel.golden.Golden;
import io.murel.io.DType;
import io.murel.io.Half;
import io.murel.io.Safetensors;
import io.murel.regions.convert.Conversion;
import io.murel.regions.convert.ConversionListener;
import io.murel.regions.convert.ConversionOptions;
import io.murel.regions.convert.ConversionReport;
import io.murel.regions.convert.ImageNaming;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The original's region files in both formats of torch.save, with every way tensors can lie. */
class PthFolderGoldenTest {

  @TempDir private Path folder;

  private static List<String> images(Safetensors expected) {
    return expected.arrays().keySet().stream()
        .filter(key -> key.endsWith("/pooled_feat"))
        .map(key -> key.substring(0, key.indexOf('/')))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rcnn_zip", "rcnn_legacy"})
  void theFolderIsReadAsItIs(String format) throws IOException {
    Safetensors expected = Golden.tensors("data/rcnn_expected.safetensors");
    try (RegionSource source = RegionSources.open(Golden.path("data/" + format))) {
      assertThat(source.imageNames()).containsExactlyInAnyOrderElementsOf(images(expected));
      assertThat(source.featureDim()).isEqualTo(12);
      for (String image : images(expected)) {
        assertThat(source.contains(image)).isTrue();
        Regions regions = source.regions(image);
        assertThat(regions.features()).isEqualTo(expected.get(image + "/pooled_feat").floats());
        assertThat(regions.normBoxes()).isEqualTo(expected.get(image + "/norm_rois").floats());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"rcnn_zip, F32", "rcnn_legacy, F32", "rcnn_zip, F16", "rcnn_legacy, F16"})
  void aStoreMadeOfItHasTheSameNumbers(String format, DType dtype) throws IOException {
    Safetensors expected = Golden.tensors("data/rcnn_expected.safetensors");
    Path target = folder.resolve("store.safetensors");
    ConversionReport report =
        Conversion.run(
            new ConversionOptions(
                List.of(Golden.path("data/" + format)),
                null,
                null,
                target,
                dtype,
                new ImageNaming(null, null),
                2),
            ConversionListener.SILENT);
    assertThat(report.tally().bad()).isEmpty();
    try (RegionSource store = RegionSources.open(target)) {
      assertThat(store.imageNames()).containsExactlyInAnyOrderElementsOf(images(expected));
      for (String image : images(expected)) {
        float[] features = expected.get(image + "/pooled_feat").floats();
        if (dtype == DType.F16) { // each number is the nearest half
          for (int i = 0; i < features.length; i++) {
            features[i] = Half.toFloat(Half.fromFloat(features[i]));
          }
        }
        assertThat(store.regions(image).features()).isEqualTo(features);
        assertThat(store.regions(image).normBoxes())
            .isEqualTo(expected.get(image + "/norm_rois").floats());
      }
    }
  }
}
