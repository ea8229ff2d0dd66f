package io.murel.app.checkpoint;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.murel.BadInputException;
import io.murel.io.NdArray;
import io.murel.io.Safetensors;
import io.murel.train.CheckpointPart;
import io.murel.train.Checkpoints;
import io.murel.train.EngineState;
import io.murel.train.StateDictFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the weights of a network as safetensors: the names are the keys of the state dict, the
 * metadata say where they come from and hold the options, so that the file can be imported alone.
 *
 * @param source the file the weights came from
 * @param tensors how many
 * @param numbers in all tensors together
 * @param metadata of the file written
 */
public record ModelExport(Path source, int tensors, long numbers, Map<String, String> metadata) {

  /** Metadata: options.yaml of the run, as a text. */
  static final String OPTIONS = "options";

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Exports.
   *
   * @param from a run directory, or a file of weights
   * @param checkpoint which one of the run directory
   * @throws BadInputException if there is no such checkpoint or file, or it is damaged
   */
  public static ModelExport write(Path from, String checkpoint, Path out) throws IOException {
    return Files.isDirectory(from)
        ? writeRun(from, new Checkpoints(from).resolve(checkpoint), out)
        : write(from, fileMetadata(from), out);
  }

  private static ModelExport writeRun(Path directory, String checkpoint, Path out)
      throws IOException {
    Checkpoints checkpoints = new Checkpoints(directory);
    Map<String, String> metadata =
        metadata(
            checkpoint,
            checkpoints.file(checkpoint, CheckpointPart.ENGINE),
            directory.resolve("options.yaml"));
    return write(checkpoints.file(checkpoint, CheckpointPart.MODEL), metadata, out);
  }

  private static ModelExport write(Path model, Map<String, String> metadata, Path out)
      throws IOException {
    StateDictFile weights = StateDictFile.read(model);
    if (weights.tensors().isEmpty()) {
      throw BadInputException.at(model.toString())
          .found("no tensors")
          .expected("the weights of a network")
          .remedy("Give a run directory or its ckpt_NAME_model.pth.tar.");
    }
    Safetensors.write(out, weights.tensors(), metadata);
    long numbers = weights.tensors().values().stream().mapToLong(NdArray::numel).sum();
    return new ModelExport(model, weights.tensors().size(), numbers, metadata);
  }

  /** Of a file of a checkpoint what lies beside it; of other files nothing is known. */
  private static Map<String, String> fileMetadata(Path file) throws IOException {
    Optional<String> checkpoint = CheckpointPart.MODEL.checkpoint(file.getFileName().toString());
    if (checkpoint.isEmpty()) {
      return metadata("", file, file);
    }
    String name = checkpoint.get();
    return metadata(
        name,
        file.resolveSibling(CheckpointPart.ENGINE.fileName(name)),
        file.resolveSibling("options.yaml"));
  }

  static Map<String, String> metadata(String checkpoint, Path engine, Path options)
      throws IOException {
    Map<String, String> out = new LinkedHashMap<>();
    out.put("format", "pt"); // where Python's loaders expect the framework
    if (!checkpoint.isEmpty()) {
      out.put("checkpoint", checkpoint);
      if (Files.isRegularFile(engine)) {
        EngineState state = Checkpoints.readEngine(engine);
        out.put("epoch", Integer.toString(state.epoch()));
        out.put("best_out", JSON.writeValueAsString(state.bestOut()));
      }
      if (Files.isRegularFile(options)) {
        out.put(OPTIONS, Files.readString(options));
      }
    }
    return out;
  }
}
