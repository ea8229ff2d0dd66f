package io.murel.app.bench;

import io.murel.data.BatchIterator;
import io.murel.data.BatchLoader;
import io.murel.data.LoaderOptions;
import io.murel.data.Question;
import io.murel.data.VqaDataset;
import io.murel.data.VqaItem;
import io.murel.io.DType;
import io.murel.io.NdArray;
import io.murel.io.pth.PthWriter;
import io.murel.regions.RegionSource;
import io.murel.regions.RegionSources;
import io.murel.regions.RegionStoreWriter;
import io.murel.regions.Regions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;

/**
 * Batches of regions, read by background threads into tensors: from one memory-mapped store against
 * the original's way, a file for each image. All of it is in the page cache.
 */
final class LoadBenchmark implements Benchmark {

  private static final int SEED = 1337;
  private static final int IMAGES = 8; // times the batch

  /** Questions about each image: more than in VQA v2, for an epoch of 200 batches. */
  private static final int QUESTIONS = 25;

  private static final int THREADS = 2;

  private final Path folder;
  private final Path files;
  private final Path store;
  private final List<VqaItem> items = new ArrayList<>();
  private final int batch;
  private final int regions;
  private final int features;

  /**
   * Writes made-up features to a temporary folder.
   *
   * @param batch questions in a batch, drawn from all
   */
  LoadBenchmark(int batch, int regions, int features, DType dtype) throws IOException {
    this.batch = batch;
    this.regions = regions;
    this.features = features;
    this.folder = Files.createTempDirectory("murel-bench-");
    this.files = Files.createDirectory(folder.resolve("pth"));
    this.store = folder.resolve("regions.safetensors");
    Random random = new Random(SEED);
    try (RegionStoreWriter writer = new RegionStoreWriter(store, features, dtype, Map.of())) {
      for (int i = 0; i < batch * IMAGES; i++) {
        String name = "image_%06d".formatted(i);
        float[] values = new float[regions * features];
        for (int k = 0; k < values.length; k++) {
          values[k] = random.nextFloat();
        }
        float[] boxes = boxes(regions);
        writer.add(name, new Regions(values, boxes, regions, features));
        writePth(files.resolve(name + ".pth"), values, boxes, regions, features);
        for (int k = 0; k < QUESTIONS; k++) {
          items.add(item(items.size(), name));
        }
      }
      writer.finish();
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private static float[] boxes(int regions) {
    float[] boxes = new float[4 * regions];
    for (int i = 0; i < regions; i++) {
      boxes[4 * i + 2] = 1;
      boxes[4 * i + 3] = 1;
    }
    return boxes;
  }

  /** A file as the original's, with what it holds beside the features. */
  private static void writePth(Path file, float[] values, float[] boxes, int regions, int features)
      throws IOException {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("pooled_feat", NdArray.of(values, regions, features));
    content.put("rois", NdArray.of(boxes, regions, 4));
    content.put("norm_rois", NdArray.of(boxes, regions, 4));
    content.put("cls", NdArray.of(new long[regions], regions));
    content.put("cls_scores", NdArray.of(new float[regions], regions));
    PthWriter.write(file, content);
  }

  private static VqaItem item(int id, String image) {
    Question question = new Question(id, id, image, "what is it");
    return new VqaItem(question, null, image, new long[] {1, 2, 3}, -1, new int[0], new int[0]);
  }

  @Override
  public String what() {
    return "loading %d batches of %d images".formatted(QUESTIONS * IMAGES, batch);
  }

  @Override
  public String baselineLabel() {
    return "the original's way with a .pth file for each image";
  }

  @Override
  public String oursLabel() {
    return "one region store";
  }

  @Override
  public Workload baseline() throws IOException {
    List<VqaItem> shuffled = new ArrayList<>(items);
    Collections.shuffle(shuffled, new Random(SEED));
    List<List<VqaItem>> batches = new ArrayList<>();
    for (int i = 0; i < shuffled.size(); i += batch) {
      batches.add(shuffled.subList(i, i + batch));
    }
    long inFlight = OriginalLoading.inFlight(THREADS) * (long) batch * regions * (features + 8);
    return new OriginalLoading(files, SharedMemory.of(inFlight * Float.BYTES), batches, THREADS);
  }

  @Override
  public Workload ours() throws IOException {
    return workload(RegionSources.open(store));
  }

  private Workload workload(RegionSource source) {
    VqaDataset data = new VqaDataset("bench", items, source);
    LoaderOptions options = new LoaderOptions(batch, THREADS, true, false, false, SEED);
    return new Workload() {
      @Override
      public void run() {
        try (BatchIterator batches = new BatchLoader(data, options).epoch(0)) {
          while (batches.hasNext()) {
            try (PointerScope scope = new PointerScope()) {
              batches.next();
            }
          }
        }
      }

      @Override
      public int questions() {
        return items.size();
      }

      @Override
      public void close() {
        source.close();
      }
    };
  }

  @Override
  public Floor floor() {
    double bytes = 2.0 * Float.BYTES * items.size() * regions * features; // read and written
    return new Floor(List.of(new Floor.Part("regions into their batches", 0, bytes)));
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
