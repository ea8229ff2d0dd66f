import io.murel.data.DatasetOptions;
import io.murel.data.VqaData;
import io.murel.data.VqaDataset;
import io.murel.options.Options;
import io.murel.regions.RegionSource;
import io.murel.regions.Regions;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Opens all splits of a data set as a run would and prints the time each takes and the heap they
 * need; see full-size-vqa2.sh.
 */
public final class PrepareVqa2 {
  private PrepareVqa2() {}

  public static void main(String[] args) {
    Map<String, Object> values = Map.of("name", "vqa2", "dir", args[0], "dir_rcnn", "none");
    DatasetOptions options = DatasetOptions.from(Options.of(values, "dataset"));
    long begin = System.nanoTime();
    List<VqaDataset> held = new ArrayList<>();
    try (VqaData data = VqaData.open(options, place -> new AnyImage())) {
      System.out.printf(
          Locale.ROOT,
          "words and answers (%,d and %,d): %.1f s%n",
          data.vocabulary().words().size(),
          data.vocabulary().answers().size(),
          seconds(begin));
      for (String split : List.of("train", "val", "test")) {
        long splitBegin = System.nanoTime();
        VqaDataset dataset = data.split(split);
        held.add(dataset);
        System.out.printf(
            Locale.ROOT,
            "%s (%,d questions): %.1f s%n",
            split,
            dataset.size(),
            seconds(splitBegin));
      }
      System.out.printf(Locale.ROOT, "all: %.1f s%n", seconds(begin));
    }
    System.out.printf(
        Locale.ROOT, "heap at its peak %,d MB, after collection %,d MB%n", peak(), live());
    if (held.size() != 3) { // keeps the splits reachable until here
      throw new IllegalStateException();
    }
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  private static long peak() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getPeakUsage)
            .mapToLong(usage -> usage.getUsed())
            .sum()
        >> 20;
  }

  private static long live() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory() >> 20;
  }

  /** Regions are not what is measured. */
  private static final class AnyImage implements RegionSource {
    @Override
    public int featureDim() {
      return 1;
    }

    @Override
    public List<String> imageNames() {
      return List.of();
    }

    @Override
    public boolean contains(String imageName) {
      return true;
    }

    @Override
    public Regions regions(String imageName) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }
}
