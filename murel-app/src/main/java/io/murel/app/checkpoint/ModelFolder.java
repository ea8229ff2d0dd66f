package io.murel.app.checkpoint;

import io.murel.BadInputException;
import io.murel.app.options.Overrides;
import io.murel.app.options.RunOptions;
import io.murel.app.run.DescribedModel;
import io.murel.io.AtomicFile;
import io.murel.io.AtomicFolder;
import io.murel.io.NdArray;
import io.murel.io.Safetensors;
import io.murel.train.CheckpointPart;
import io.murel.train.Checkpoints;
import io.murel.train.StateDictFile;
import io.murel.vqa.ModelDescription;
import io.murel.vqa.ModelFiles;
import io.murel.vqa.VqaModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * A trained network as a folder of its own, which {@link VqaModel} loads anywhere: description,
 * weights, and the options it was trained with. The folder appears complete or not at all, and
 * after it has been loaded once.
 *
 * @param checkpoint that was taken
 * @param description what was written
 * @param numbers in all weights together
 * @param bytes of the weights
 */
public record ModelFolder(
    String checkpoint, ModelDescription description, long numbers, long bytes) {

  private static final String OPTIONS = "options.yaml";

  /**
   * Exports.
   *
   * @param run a run directory
   * @param wanted which checkpoint; null: the most accurate, else the last
   * @param half weights are rounded to 16 bits, for half the size
   * @param out the folder to make; must not exist or be empty
   * @throws BadInputException if there is no such checkpoint, a file is damaged, or there is no
   *     description and no data set to make it of
   */
  public static ModelFolder write(Path run, String wanted, boolean half, Path out)
      throws IOException {
    AtomicFolder.requireFree(out);
    if (!Files.isDirectory(run)) {
      throw BadInputException.at("--from")
          .found(run + (Files.exists(run) ? ", a file" : ", which does not exist"))
          .expected("a run directory, as --model needs its options and words as well")
          .remedy("For weights alone use --safetensors.");
    }
    Checkpoints checkpoints = new Checkpoints(run);
    String checkpoint = ModelFiles.name(checkpoints, wanted);
    Path engine = checkpoints.file(checkpoint, CheckpointPart.ENGINE);
    Path options = run.resolve(OPTIONS);
    StateDictFile weights = StateDictFile.read(checkpoints.file(checkpoint, CheckpointPart.MODEL));
    int epoch = Checkpoints.readEngine(engine).epoch();
    ModelDescription described = described(run);
    ModelDescription description =
        described
            .withoutRegions()
            .with(RunFigures.of(run, epoch), notes(described, checkpoint, epoch));
    Map<String, NdArray> arrays = new LinkedHashMap<>();
    weights.tensors().forEach((name, array) -> arrays.put(name, half ? array.half() : array));
    AtomicFolder.write(
        out,
        folder -> {
          Safetensors.write(
              folder.resolve(ModelFiles.WEIGHTS),
              arrays,
              ModelExport.metadata(checkpoint, engine, options));
          description.write(folder);
          AtomicFile.write(folder.resolve(OPTIONS), Files.readString(options));
          VqaModel.load(folder).close(); // or else it says what is wrong
        });
    return new ModelFolder(
        checkpoint,
        description,
        arrays.values().stream().mapToLong(NdArray::numel).sum(),
        Files.size(out.resolve(ModelFiles.WEIGHTS)));
  }

  /** What the run wrote; a run of a version that wrote nothing is described by its data set. */
  private static ModelDescription described(Path run) {
    return Files.exists(run.resolve(ModelDescription.FILE))
        ? ModelDescription.read(run)
        : DescribedModel.of(RunOptions.load(run.resolve(OPTIONS), Overrides.none()));
  }

  private static Map<String, String> notes(
      ModelDescription described, String checkpoint, int epoch) {
    Map<String, String> notes = new TreeMap<>(described.notes());
    notes.put("checkpoint", checkpoint);
    notes.put("epoch", Integer.toString(epoch));
    return notes;
  }
}
