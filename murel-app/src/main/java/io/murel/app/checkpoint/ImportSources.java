package io.murel.app.checkpoint;

import io.murel.BadInputException;
import io.murel.train.CheckpointPart;
import io.murel.train.Checkpoints;
import io.murel.vqa.ModelDescription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files to import, by what they are.
 *
 * @param options the options file, if there is one
 * @param description the {@code model.json}, if there is one
 * @param logs the logs by name ("logs", "logs_eval_val"): .json, .txt or both
 * @param checkpoints the files of each checkpoint; at least the model's
 * @param others files in the folders given that are none of these
 */
record ImportSources(
    Optional<Path> options,
    Optional<Path> description,
    Map<String, List<Path>> logs,
    Map<String, Map<CheckpointPart, Path>> checkpoints,
    List<Path> others) {

  private static final Pattern LOG = Pattern.compile("(logs(_.+)?)\\.(json|txt)");
  private static final Pattern YAML = Pattern.compile(".+\\.ya?ml");

  /**
   * Sorts files and the files in folders.
   *
   * @throws BadInputException if one is missing, two are the same part of a checkpoint, or there
   *     are no weights among them
   */
  static ImportSources find(List<Path> given) throws IOException {
    Sorting sorting = new Sorting();
    for (Path path : given) {
      if (Files.isDirectory(path)) {
        try (Stream<Path> files = Files.list(path)) {
          files.filter(Files::isRegularFile).sorted().forEach(file -> sorting.add(file, false));
        }
      } else if (Files.isRegularFile(path)) {
        sorting.add(path, true);
      } else {
        throw BadInputException.at(path.toString())
            .found("no such file or folder")
            .expected("a run directory, or files of checkpoints, options and logs")
            .remedy("Check the path.");
      }
    }
    return sorting.result(given);
  }

  private static final class Sorting {
    private final Map<String, List<Path>> logs = new LinkedHashMap<>();
    private final Map<String, Map<CheckpointPart, Path>> checkpoints = new LinkedHashMap<>();
    private final List<Path> others = new ArrayList<>();
    private Path options;
    private Path description;

    /**
     * @param named whether the user named the file itself, so that it must mean something
     */
    void add(Path file, boolean named) {
      String name = file.getFileName().toString();
      Matcher log = LOG.matcher(name);
      if (name.equals("options.yaml") || (named && YAML.matcher(name).matches())) {
        requireFirst(options, file, "options");
        options = file;
      } else if (name.equals(ModelDescription.FILE)) {
        requireFirst(description, file, "the description of a model");
        description = file;
      } else if (log.matches()) {
        logs.computeIfAbsent(log.group(1), key -> new ArrayList<>()).add(file);
      } else if (!addPart(name, file)) {
        if (named) {
          put(Checkpoints.LAST, CheckpointPart.MODEL, file);
        } else {
          others.add(file);
        }
      }
    }

    private boolean addPart(String name, Path file) {
      for (CheckpointPart part : CheckpointPart.values()) {
        Optional<String> checkpoint = part.checkpoint(name);
        if (checkpoint.isPresent()) {
          put(checkpoint.get(), part, file);
          return true;
        }
      }
      return false;
    }

    private void put(String checkpoint, CheckpointPart part, Path file) {
      Map<CheckpointPart, Path> parts =
          checkpoints.computeIfAbsent(checkpoint, key -> new EnumMap<>(CheckpointPart.class));
      requireFirst(parts.get(part), file, part.fileName(checkpoint));
      parts.put(part, file);
    }

    private static void requireFirst(Path before, Path file, String what) {
      if (before != null) {
        throw BadInputException.at(file.toString())
            .found("a second file of " + what + " beside " + before)
            .expected("one")
            .remedy("Name the files to import one by one, or one folder only.");
      }
    }

    ImportSources result(List<Path> given) {
      String where = String.join(", ", given.stream().map(Path::toString).toList());
      if (checkpoints.isEmpty()) {
        throw BadInputException.at(where)
            .found("no weights")
            .expected("ckpt_NAME_model.pth.tar in a folder, or a .pth or .safetensors file by name")
            .remedy("Give the run directory, or the file itself.");
      }
      checkpoints.forEach(
          (name, parts) -> {
            if (!parts.containsKey(CheckpointPart.MODEL)) {
              throw BadInputException.at(where)
                  .found("parts of the checkpoint '" + name + "' without its model")
                  .expected(CheckpointPart.MODEL.fileName(name) + " as well")
                  .remedy("Give that file too, or leave the others out.");
            }
          });
      return new ImportSources(
          Optional.ofNullable(options),
          Optional.ofNullable(description),
          logs,
          checkpoints,
          others);
    }
  }
}
