package io.murel.app.checkpoint;

import io.murel.app.console.Terminal;
import io.murel.app.options.Overrides;
import io.murel.app.run.Run;
import io.murel.io.AtomicFile;
import io.murel.io.AtomicFolder;
import io.murel.train.CheckpointPart;
import io.murel.train.RunLog;
import io.murel.train.StateDictFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Brings a run of the original, or only the weights of a network, into a run directory of ours.
 * Everything passes through the network and the optimizer that its options describe, so that {@code
 * --exp.resume} finds what it needs. The directory appears complete or not at all.
 *
 * <pre>{@code
 * ImportReport report =
 *     new RunImport(List.of(Path.of("theirs")), Overrides.none(), Path.of("logs/theirs"))
 *         .run(false, name -> {});
 * }</pre>
 */
public final class RunImport {

  private static final String OPTIONS_FILE = "options.yaml";

  private final ImportSources sources;
  private final ImportOptions options;
  private final Path out;

  /**
   * Sorts the files and checks the options.
   *
   * @param from run directories and files
   * @param overrides options to change
   * @param out the run directory to make; must not exist or be empty
   * @throws io.murel.BadInputException if files are missing or unusable, the options are not those
   *     of a run, or the directory is in use
   */
  public RunImport(List<Path> from, Overrides overrides, Path out) throws IOException {
    this.out = out;
    AtomicFolder.requireFree(out);
    sources = ImportSources.find(from);
    StateDictFile first =
        StateDictFile.read(
            sources.checkpoints().values().iterator().next().get(CheckpointPart.MODEL));
    options = ImportOptions.read(sources, first, overrides, out);
    new Run(options.run(), options.source(), Terminal.standard()); // checks them
  }

  /** Number of checkpoints to import. */
  public int checkpoints() {
    return sources.checkpoints().size();
  }

  /**
   * Imports.
   *
   * @param dryRun checks everything and writes nothing
   * @param done is told each checkpoint that is done
   * @throws io.murel.BadInputException if a file is damaged or of another network; nothing is left
   *     behind then
   */
  public ImportReport run(boolean dryRun, Consumer<String> done) throws IOException {
    List<ImportedCheckpoint> imported = new ArrayList<>();
    List<String> description = new ArrayList<>();
    if (dryRun) {
      checkpoints(imported, null, done);
      description.add("not looked at");
    } else {
      AtomicFolder.write(
          out,
          folder -> {
            logs(folder);
            checkpoints(imported, folder, done);
            options.run().save(folder.resolve(OPTIONS_FILE));
            description.add(new ImportedDescription(sources, options).write(folder, imported));
          });
    }
    return new ImportReport(
        options.source(),
        options.added(),
        options.network().string("name", "murel_net"),
        imported,
        List.copyOf(sources.logs().keySet()),
        description.get(0),
        sources.others());
  }

  private void checkpoints(List<ImportedCheckpoint> imported, Path folder, Consumer<String> done) {
    CheckpointImport checkpoint = new CheckpointImport(options);
    for (Map.Entry<String, Map<CheckpointPart, Path>> one : sources.checkpoints().entrySet()) {
      imported.add(checkpoint.run(one.getKey(), one.getValue(), folder));
      done.accept(one.getKey());
    }
  }

  /** Copies the logs and lets {@link RunLog} read them, as a resumed run will. */
  private void logs(Path folder) throws IOException {
    for (List<Path> files : sources.logs().values()) {
      for (Path file : files) {
        Path copy = folder.resolve(file.getFileName().toString());
        AtomicFile.write(copy, out -> Files.copy(file, out)); // writable, whatever the original is
      }
    }
    for (String name : sources.logs().keySet()) {
      if (!name.equals("logs")) {
        RunLog.open(folder, name.substring("logs_".length())).close();
      }
    }
    try (RunLog log = RunLog.open(folder, null)) {
      log.info("Import", "Imported with the options of " + options.source());
      sources
          .checkpoints()
          .forEach((name, parts) -> log.info("Import", name + " from " + parts.values()));
    }
  }
}
