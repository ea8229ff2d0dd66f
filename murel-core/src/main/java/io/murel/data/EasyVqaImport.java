package io.murel.data;

import io.murel.BadInputException;
import io.murel.io.AtomicFolder;
import io.murel.io.DType;
import io.murel.regions.Pictures;
import io.murel.regions.PixelDescriptor;
import io.murel.regions.RegionExtractor;
import io.murel.regions.RegionFinder;
import io.murel.regions.RegionStoreWriter;
import io.murel.regions.Regions;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Turns the public easy-VQA set (V. Zhou, 2019: 64 x 64 pictures of one coloured shape each) into
 * the layout the trainer reads:
 *
 * <pre>
 * images/{train,val,test}/NAME.png
 * questions_{split}.json, annotations_{split}.json    as VQA v2, with image_name
 * regions_{split}.safetensors                         found in the pixels, not from labels
 * </pre>
 *
 * The official test split is test; one image in twenty of the official train split becomes val.
 */
public final class EasyVqaImport {

  private static final String NAME = "easy-vqa";
  private static final int VAL_ONE_IN = 20;
  private static final int TEST_IMAGE_IDS = 1_000_000;

  private final RegionFinder finder = new RegionFinder(36);
  private final RegionExtractor extractor = new PixelDescriptor();
  private final Path folder;
  private final Map<String, Map<String, Regions>> regions = new LinkedHashMap<>();

  /**
   * What was imported.
   *
   * @param images per split
   * @param questions per split
   * @param answers the different answers, sorted
   */
  public record Summary(
      Map<String, Integer> images, Map<String, Integer> questions, List<String> answers) {}

  private EasyVqaImport(Path folder) {
    this.folder = folder;
    for (String split : List.of("train", "val", "test")) {
      regions.put(split, new TreeMap<>());
    }
  }

  /**
   * Imports the archive. The folder appears complete or not at all.
   *
   * @param archive {@code easy-vqa-data.tar.gz}
   * @param out the folder to make; must not exist or be empty
   * @throws BadInputException if the archive is absent, truncated or of another content, or the
   *     folder is in use or cannot be written
   */
  public static Summary run(Path archive, Path out, ImportProgress progress) {
    List<Summary> summary = new ArrayList<>();
    try {
      AtomicFolder.write(
          out, folder -> summary.add(new EasyVqaImport(folder).run(archive, progress)));
      return summary.get(0);
    } catch (IOException e) {
      throw BadInputException.at(out.toAbsolutePath().normalize().toString())
          .found("a folder that cannot be written (" + e.getMessage() + ")")
          .expected("a writable folder with room for the pictures and their regions")
          .remedy("Make room or choose another folder; nothing half-written was left.", e);
    }
  }

  private Summary run(Path file, ImportProgress progress) throws IOException {
    for (String split : regions.keySet()) {
      Files.createDirectories(folder.resolve("images").resolve(split));
    }
    EasyVqaArchive archive = EasyVqaArchive.read(file, this::addImage, progress);
    Map<String, List<VqaJsonWriter.Item>> items = items(archive);
    Map<String, Integer> images = new LinkedHashMap<>();
    Map<String, Integer> questions = new LinkedHashMap<>();
    TreeSet<String> answers = new TreeSet<>();
    for (String split : regions.keySet()) {
      progress.at("Writing questions and regions", images.size(), regions.size());
      List<VqaJsonWriter.Item> list = items.get(split);
      VqaJsonWriter.questions(folder.resolve("questions_" + split + ".json"), NAME, split, list);
      VqaJsonWriter.annotations(
          folder.resolve("annotations_" + split + ".json"), NAME, split, list);
      writeRegions(split);
      images.put(split, regions.get(split).size());
      questions.put(split, list.size());
      list.forEach(item -> answers.add(item.answer()));
    }
    progress.at("Writing questions and regions", regions.size(), regions.size());
    return new Summary(images, questions, List.copyOf(answers));
  }

  private void addImage(String official, int number, byte[] png) throws IOException {
    String split = split(official, number);
    String name = name(official, number);
    BufferedImage image = Pictures.decode(official + "/images/" + number + ".png", png);
    Files.write(folder.resolve("images").resolve(split).resolve(name), png);
    regions.get(split).put(name, extractor.regions(image, finder.find(image)));
  }

  private static String name(String official, int number) {
    return "%s_%05d.png".formatted(official, number);
  }

  /** The split an image of an official split goes to: the same on every machine. */
  private static String split(String official, int number) {
    // Mixes the bits as SplitMix64 does, so that neighbours in the archive part.
    long mixed = (number + 1) * 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
    boolean held = Long.remainderUnsigned(mixed ^ mixed >>> 31, VAL_ONE_IN) == 0;
    return official.equals("train") && held ? "val" : official;
  }

  private Map<String, List<VqaJsonWriter.Item>> items(EasyVqaArchive archive) {
    Map<String, List<VqaJsonWriter.Item>> out = new LinkedHashMap<>();
    long id = 0;
    regions.keySet().forEach(split -> out.put(split, new ArrayList<>()));
    for (String official : EasyVqaArchive.SPLITS) {
      for (EasyVqaArchive.Question question : archive.questions(official)) {
        int number = question.image();
        long imageId = number + (official.equals("test") ? TEST_IMAGE_IDS : 0);
        out.get(split(official, number))
            .add(
                new VqaJsonWriter.Item(
                    ++id,
                    imageId,
                    name(official, number),
                    question.text(),
                    question.answer(),
                    questionType(question.text())));
      }
    }
    return out;
  }

  /** What is asked for; the negated questions of this set are the hard ones. */
  static String questionType(String text) {
    if (text.matches("what (is the )?color .*")) {
      return "what color";
    }
    if (text.startsWith("what ")) {
      return "what shape";
    }
    return text.matches(".* (not|no) .*") ? "is there not" : "is there";
  }

  private void writeRegions(String split) throws IOException {
    Map<String, String> metadata = Map.of("extractor", extractor.name(), "source", NAME);
    Path file = folder.resolve("regions_" + split + ".safetensors");
    try (RegionStoreWriter writer =
        new RegionStoreWriter(file, extractor.featureDim(), DType.F32, metadata)) {
      for (Map.Entry<String, Regions> image : regions.get(split).entrySet()) {
        writer.add(image.getKey(), image.getValue());
      }
      writer.finish();
    }
  }
}
