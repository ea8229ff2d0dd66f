package io.murel.scenes;

import io.murel.io.DType;
import io.murel.regions.Box;
import io.murel.regions.RegionExtractor;
import io.murel.regions.RegionStoreWriter;
import io.murel.regions.Regions;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Extracts region features from the pictures while they are made, into {@code
 * regions_SPLIT.safetensors} beside the questions. Only pixels and boxes go in.
 */
public final class SceneRegions implements SceneSink, AutoCloseable {

  private final RegionExtractor extractor;
  private final Map<Split, RegionStoreWriter> writers = new EnumMap<>(Split.class);
  private Path folder;

  public SceneRegions(RegionExtractor extractor) {
    this.extractor = extractor;
  }

  @Override
  public void begin(Path stagedFolder) {
    folder = stagedFolder;
  }

  @Override
  public Turn scene(Split split, String imageName, BufferedImage image, List<Box> boxes) {
    Regions regions = extractor.regions(image, boxes);
    return () -> writer(split).add(imageName, regions);
  }

  private RegionStoreWriter writer(Split split) throws IOException {
    RegionStoreWriter writer = writers.get(split);
    if (writer == null) {
      Path store = folder.resolve("regions_" + split.word() + ".safetensors");
      Map<String, String> metadata = Map.of("extractor", extractor.name());
      writer = new RegionStoreWriter(store, extractor.featureDim(), DType.F32, metadata);
      writers.put(split, writer);
    }
    return writer;
  }

  @Override
  public void end() throws IOException {
    for (RegionStoreWriter writer : writers.values()) {
      writer.finish();
    }
  }

  /** Drops what was not finished. */
  @Override
  public void close() throws IOException {
    for (RegionStoreWriter writer : writers.values()) {
      writer.close();
    }
  }
}
