package io.murel.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.BadInputException;
import io.murel.io.DType;
import io.murel.io.NdArray;
import io.murel.io.pth.PthWriter;
import io.murel.nn.Torch;
import io.murel.regions.RegionSource;
import io.murel.regions.RegionSources;
import io.murel.regions.RegionStoreWriter;
import io.murel.regions.Regions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Batches of the same images out of .pth files, of a store, of memory. */
class RegionFilesTest {

  private static final int DIM = 40;

  @TempDir private Path folder;

  private static Regions image(int i) {
    int count = 1 + i % 3;
    float[] features = new float[count * DIM];
    float[] boxes = new float[count * 4];
    for (int k = 0; k < features.length; k++) {
      features[k] = i + k * 0.125f; // exact in F16
    }
    for (int k = 0; k < count; k++) {
      boxes[4 * k + 2] = 1f / (k + 1);
      boxes[4 * k + 3] = 1f / (i + 1);
    }
    return new Regions(features, boxes, count, DIM);
  }

  private Path pths(int images) throws IOException {
    Path out = Files.createDirectories(folder.resolve("pth"));
    for (int i = 0; i < images; i++) {
      Regions regions = image(i);
      PthWriter.write(
          out.resolve("i" + i + ".pth"),
          Map.of(
              "pooled_feat", NdArray.of(regions.features(), regions.count(), DIM),
              "norm_rois", NdArray.of(regions.normBoxes(), regions.count(), 4)));
    }
    return out;
  }

  private Path store(DType dtype, int images) throws IOException {
    Path file = folder.resolve(dtype + ".safetensors");
    try (RegionStoreWriter writer = new RegionStoreWriter(file, DIM, dtype, Map.of())) {
      for (int i = 0; i < images; i++) {
        writer.add("i" + i, image(i));
      }
      writer.finish();
    }
    return file;
  }

  /** All numbers of an epoch, read ahead by two threads. */
  private static List<float[]> epoch(RegionSource source, boolean bucketing) {
    List<VqaItem> items = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      items.add(Samples.item(i % 8, 1 + i % 4));
    }
    List<float[]> out = new ArrayList<>();
    try (RegionSource cached = new CachedRegions(source, 3 * 1024)) {
      BatchLoader loader =
          new BatchLoader(
              new VqaDataset("train", items, cached),
              new LoaderOptions(5, 2, true, bucketing, false, 1));
      try (BatchIterator batches = loader.epoch(0)) {
        while (batches.hasNext()) {
          try (PointerScope step = new PointerScope()) {
            LoadedBatch batch = batches.next();
            out.add(Torch.floats(batch.batch().visual()));
            out.add(Torch.floats(batch.batch().normCoord()));
          }
        }
      }
    }
    return out;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void batchesAreEqualWhereverTheRegionsLie(boolean bucketing) throws IOException {
    List<float[]> pth = epoch(RegionSources.open(pths(8)), bucketing);
    assertThat(pth).hasSize(6);
    for (DType dtype : List.of(DType.F32, DType.F16)) {
      List<float[]> stored = epoch(RegionSources.open(store(dtype, 8)), bucketing);
      assertThat(stored).hasSameSizeAs(pth);
      for (int i = 0; i < pth.size(); i++) {
        assertThat(stored.get(i)).as("%s, tensor %d", dtype, i).isEqualTo(pth.get(i));
      }
    }
  }

  @Test
  void anImageThatTurnsOutBadIsNamedInTheMiddleOfAnEpoch() throws IOException {
    Path pths = pths(8);
    RegionSource source = RegionSources.open(pths);
    Path bad = pths.resolve("i3.pth");
    Files.writeString(bad, "cut off");
    assertThatThrownBy(() -> epoch(source, false))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(bad.toAbsolutePath() + ": found ");
  }

  @Test
  void regionsOfAStoreAreNotKeptASecondTime() throws IOException {
    try (RegionSource stored = RegionSources.open(store(DType.F32, 2));
        CachedRegions cached = new CachedRegions(stored, 1 << 20)) {
      assertThat(cached.view("i1")).isNotInstanceOf(Regions.class);
      assertThat(cached.view("i1").count()).isEqualTo(2);
    }
    try (RegionSource pths = RegionSources.open(pths(2));
        CachedRegions cached = new CachedRegions(pths, 1 << 20)) {
      assertThat(cached.view("i1")).isInstanceOf(Regions.class).isSameAs(cached.view("i1"));
    }
  }
}
