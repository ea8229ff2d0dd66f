package io.murel.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.murel.golden.Golden;
import io.murel.options.Options;
import io.murel.regions.RegionSource;
import io.murel.regions.Regions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A data set of the reference numbers and what the original makes of it with one set of options.
 *
 * @param folder name of the set among the references
 * @param expected the content of the reference file
 */
public record GoldenSet(String folder, JsonNode expected) {

  /** Every set with every set of options. */
  public static List<GoldenSet> all() {
    return Stream.of("vqa2", "vqacp2", "tdiuc", "vg").flatMap(name -> of(name).stream()).toList();
  }

  /** One set with every set of options. */
  public static List<GoldenSet> of(String folder) {
    List<GoldenSet> out = new ArrayList<>();
    try (Stream<Path> files = Files.list(Golden.path("data/expected/" + folder))) {
      for (Path file : files.filter(f -> f.getFileName().toString().startsWith("nans")).toList()) {
        out.add(new GoldenSet(folder, new ObjectMapper().readTree(file.toFile())));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out;
  }

  /** For the display of tests. */
  public String name() {
    return folder + " " + key();
  }

  /** The original's name of the options. */
  public String key() {
    return expected.get("subdir_processed").asText();
  }

  /**
   * What our option file would say.
   *
   * @param dir an empty folder, or one that this set has been copied to
   */
  public DatasetOptions options(Path dir) {
    return options(dir, expected.get("options"));
  }

  /** The same for other options than those of the reference file. */
  public DatasetOptions options(Path dir, JsonNode given) {
    Map<String, Object> values = new HashMap<>();
    values.put("name", folder.equals("vg") ? "vgenome" : folder);
    values.put("dir", copy(dir.resolve(folder)).toString());
    values.put("dir_rcnn", "regions");
    values.put("nans", given.get("nans").asInt());
    values.put("minwcount", given.get("minwcount").asInt());
    values.put("nlp", given.get("nlp").asText());
    if (given.has("proc_split")) {
      values.put("proc_split", given.get("proc_split").asText());
    }
    return DatasetOptions.from(Options.of(values, "dataset"));
  }

  /** The set, with regions for whatever is asked for. */
  public VqaData open(Path dir) {
    return VqaData.open(options(dir), store -> new AnyImage());
  }

  /** The raw files in a folder where prepared data may be kept beside them. */
  private Path copy(Path target) {
    Path set = Golden.path("data/" + folder);
    try (Stream<Path> files = Files.walk(set.resolve("raw"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = target.resolve(set.relativize(file).toString());
        if (!Files.exists(copy)) {
          Files.createDirectories(copy.getParent());
          Files.copy(file, copy);
        }
      }
      return target;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }

  static long[] longs(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).mapToLong(JsonNode::asLong).toArray();
  }

  /** One region for every image. */
  public static final class AnyImage implements RegionSource {
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
      return new Regions(new float[] {1}, new float[] {0, 0, 1, 1}, 1, 1);
    }

    @Override
    public void close() {}
  }
}
