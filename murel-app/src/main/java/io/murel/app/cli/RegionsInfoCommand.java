package io.murel.app.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.murel.BadInputException;
import io.murel.regions.RegionSources;
import io.murel.regions.RegionStore;
import io.murel.regions.StoreInfo;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what is in a region store. */
@Command(
    name = "info",
    description = "Say what is in a region store: images, regions, features, size, names.",
    footer = {
      "",
      "Examples:",
      "  murel regions info data/scenes/regions_train.safetensors",
      "  murel regions info data/regions          # all stores of a folder",
      "  murel regions info data/regions --json"
    })
final class RegionsInfoCommand implements Callable<Integer> {

  private static final int SAMPLES = 3;

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "STORE", description = "A store, or a folder of them.")
  private Path path;

  @Option(names = "--json", description = "Print a JSON list with an object for each store.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    List<Path> stores = Files.isDirectory(path) ? RegionSources.stores(path) : List.of(path);
    if (stores.isEmpty()) {
      throw BadInputException.at(path.toString())
          .found("no .safetensors files")
          .expected("region stores")
          .remedy("Make one with: ./murel regions convert " + path + " --out STORE.safetensors");
    }
    ArrayNode list = JSON.createArrayNode();
    for (Path store : stores) {
      StoreInfo info = StoreInfo.of(store);
      List<String> names = samples(store);
      if (json) {
        add(list, info, names);
      } else {
        print(info, names);
      }
    }
    if (json) {
      spec.commandLine().getOut().println(JSON.writeValueAsString(list));
    }
    return Cli.OK;
  }

  private static List<String> samples(Path file) throws IOException {
    try (RegionStore store = RegionStore.open(file)) {
      List<String> names = store.imageNames();
      return List.copyOf(names.subList(0, Math.min(SAMPLES, names.size())));
    }
  }

  private void print(StoreInfo info, List<String> names) {
    PrintWriter print = spec.commandLine().getOut();
    print.println(info.file());
    print.printf(Locale.ROOT, "  images      %,d%n", info.images());
    print.printf(
        Locale.ROOT,
        "  regions     %,d; of an image %d to %d, on average %.1f%n",
        info.regions(),
        info.fewest(),
        info.most(),
        info.mean());
    print.printf(
        Locale.ROOT, "  features    %,d of each region, in %s%n", info.dim(), info.dtype());
    print.printf(Locale.ROOT, "  size        %s%n", Sizes.text(info.bytes()));
    print.printf(
        "  names       %s%s%n",
        String.join(", ", names), info.images() > names.size() ? ", ..." : "");
    info.metadata().forEach((key, value) -> print.printf("  %-11s %s%n", key, value));
  }

  private static void add(ArrayNode list, StoreInfo info, List<String> names) {
    ObjectNode node = list.addObject();
    node.put("file", info.file().toString());
    node.put("images", info.images());
    node.put("regions", info.regions());
    node.put("regions_min", info.fewest());
    node.put("regions_mean", info.mean());
    node.put("regions_max", info.most());
    node.put("features", info.dim());
    node.put("dtype", info.dtype().toString());
    node.put("bytes", info.bytes());
    names.forEach(node.putArray("names")::add);
    info.metadata().forEach(node.putObject("metadata")::put);
  }
}
