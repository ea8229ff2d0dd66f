package io.murel.data.sets;

import io.murel.BadInputException;
import io.murel.data.DatasetOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The folder of a public data set, as the original lays it out: raw lists in {@code
 * raw/annotations}, the regions elsewhere.
 *
 * @param name the set's name in messages
 * @param option its name in the option {@code dataset.name}
 * @param dir the folder
 * @param dirOption the option that says where it is
 * @param regions where the regions of its images lie; null where nothing says so
 * @param regionsOption the option that says so
 */
record RawFolder(
    String name, String option, Path dir, String dirOption, Path regions, String regionsOption) {

  /** A set opened by itself. */
  static RawFolder of(String name, DatasetOptions options) {
    return new RawFolder(
        name, options.name(), options.dir(), "dataset.dir", options.dirRcnn(), "dataset.dir_rcnn");
  }

  /**
   * Questions and annotations.
   *
   * @param cocoSubtype the COCO images asked about, for files that do not say it
   * @param names what the files may be called; the first that is there is read
   */
  RawSplit answered(String cocoSubtype, FileNames... names) {
    return new JsonSplit(
        find(names, FileNames::questions),
        find(names, FileNames::annotations),
        cocoSubtype,
        remedy());
  }

  /** Questions alone. */
  RawSplit unanswered(String cocoSubtype, FileNames... names) {
    return new JsonSplit(find(names, FileNames::questions), null, cocoSubtype, remedy());
  }

  private Path find(FileNames[] names, Function<FileNames, String> which) {
    return find(Stream.of(names).map(which).map(name -> "annotations/" + name).toList());
  }

  /** The first file in {@code raw/} that exists, also compressed ({@code .json.gz}). */
  Path find(List<String> names) {
    Path raw = dir.resolve("raw");
    return names.stream()
        .flatMap(name -> Stream.of(name, name + ".gz"))
        .map(raw::resolve)
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseThrow(
            () ->
                BadInputException.at(raw.resolve(names.get(0)).toString())
                    .found("no such file")
                    .expected("a file of " + name)
                    .remedy(remedy()));
  }

  /** The regions of all splits; whether they are there is for their reader to say. */
  Path requireRegions() {
    if (regions == null) {
      throw BadInputException.at(regionsOption)
          .found("nothing")
          .expected("where the region features of " + name + " lie")
          .remedy(
              "Bring them with: ./murel download %s and set %s."
                  .formatted(features(), regionsOption));
    }
    return regions;
  }

  /** What {@code murel download} calls the features of these images. */
  private String features() {
    return option.startsWith("vqa") ? "coco-features" : option + "-features";
  }

  /** Where prepared questions are kept. */
  Path prepared() {
    return dir.resolve("prepared");
  }

  private String remedy() {
    return "Bring it with: ./murel download %s or set %s to where it is."
        .formatted(option, dirOption);
  }
}
