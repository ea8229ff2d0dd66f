package io.murel.train;

import io.murel.BadInputException;
import io.murel.io.AtomicFile;
import io.murel.io.NdArray;
import io.murel.io.pth.OrderedDict;
import io.murel.io.pth.PthReader;
import io.murel.io.pth.PthWriter;
import io.murel.nn.Module;
import io.murel.nn.Torch;
import io.murel.options.Nearest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * The checkpoints of a run directory, in the original's files and layout: {@code
 * ckpt_NAME_{model,optimizer,engine}.pth.tar} with NAME "last" or "best_CRITERION". The three files
 * of a checkpoint are replaced together; a kill at any moment leaves a complete one.
 */
public final class Checkpoints {

  /** Name of the checkpoint written after every epoch. */
  public static final String LAST = "last";

  private static final String BEST = "best_";
  private static final String EVALUATED = "eval_epoch.";

  private static final Pattern ENGINE_FILE = Pattern.compile("\\.?ckpt_(.+)_engine\\.pth\\.tar.*");

  private final Path directory;

  /**
   * @param directory of the run
   */
  public Checkpoints(Path directory) {
    this.directory = directory;
  }

  /** Removes what killed runs left behind; for the process that writes in this directory. */
  public void cleanUp() {
    try {
      if (Files.isDirectory(directory)) {
        AtomicFile.removeLeftovers(directory);
        for (String name : names()) {
          files(name).settle();
        }
      }
    } catch (IOException e) {
      throw WriteFailure.of(directory, e);
    }
  }

  /**
   * Writes a checkpoint.
   *
   * @throws BadInputException if the disk is full, say; the checkpoint of that name before is kept
   */
  public void save(String name, Module network, Optimizer optimizer, EngineState engine) {
    try {
      files(name)
          .write(
              Map.of(
                  CheckpointPart.MODEL.fileName(name),
                  out -> PthWriter.write(out, modelDict(network)),
                  CheckpointPart.OPTIMIZER.fileName(name),
                  out -> PthWriter.write(out, Map.of("optimizer", optimizer.stateDict())),
                  CheckpointPart.ENGINE.fileName(name),
                  out -> PthWriter.write(out, engine.toDict())));
    } catch (IOException e) {
      throw WriteFailure.of(directory.resolve(CheckpointPart.MODEL.fileName(name)), e);
    }
  }

  /** The network's state as PyTorch nests it; criterions and metrics have no parameters. */
  private static Map<String, Object> modelDict(Module network) {
    Map<Tensor, NdArray> arrays = new IdentityHashMap<>(); // shared parameters are stored once
    OrderedDict state = new OrderedDict();
    try (PointerScope scope = new PointerScope()) {
      network
          .stateDict()
          .forEach((name, t) -> state.put(name, arrays.computeIfAbsent(t, Torch::array)));
    }
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("network", state);
    for (String other : List.of("criterions", "metrics")) {
      Map<String, Object> modes = new LinkedHashMap<>();
      modes.put("train", new OrderedDict());
      modes.put("eval", new OrderedDict());
      out.put(other, modes);
    }
    return out;
  }

  /**
   * Restores a checkpoint.
   *
   * @param name "last" or "best_CRITERION"
   * @param optimizer null where no training follows
   * @return how far that run had come
   * @throws BadInputException if there is no such checkpoint, it is damaged or of another network
   */
  public EngineState load(String name, Module network, Optimizer optimizer) {
    EngineState state = readEngine(file(name, CheckpointPart.ENGINE));
    loadNetwork(file(name, CheckpointPart.MODEL), network);
    if (optimizer != null) {
      loadOptimizer(file(name, CheckpointPart.OPTIMIZER), optimizer);
    }
    return state;
  }

  /**
   * Where the valid content of a checkpoint's file lies.
   *
   * @throws BadInputException if there is no such checkpoint
   */
  public Path file(String name, CheckpointPart part) {
    FileSet files = files(name);
    if (!Files.exists(files.current(CheckpointPart.ENGINE.fileName(name)))) {
      throw missing(name);
    }
    return files.current(part.fileName(name));
  }

  /**
   * Restores the network alone, from any file that {@link StateDictFile} reads.
   *
   * @throws BadInputException if the file is missing, damaged or of another network
   */
  public static void loadNetwork(Path file, Module network) {
    StateDictFile.read(file).copyTo(network);
  }

  /**
   * Restores the optimizer alone from a {@code ckpt_NAME_optimizer.pth.tar}, or from a plain {@code
   * optimizer.state_dict()}.
   *
   * @throws BadInputException if the file is missing, damaged or of another optimizer
   */
  public static void loadOptimizer(Path file, Optimizer optimizer) {
    Map<?, ?> saved = dict(file);
    Map<?, ?> state = saved.get("optimizer") instanceof Map<?, ?> inner ? inner : saved;
    Map<String, Object> named = new LinkedHashMap<>();
    state.forEach((key, value) -> named.put(String.valueOf(key), value));
    optimizer.loadStateDict(named, file.toString());
  }

  /**
   * Reads a {@code ckpt_NAME_engine.pth.tar}.
   *
   * @throws BadInputException if the file is missing, damaged or no engine's state
   */
  public static EngineState readEngine(Path file) {
    return EngineState.fromDict(dict(file), file.toString());
  }

  private static Map<?, ?> dict(Path file) {
    try {
      return PthReader.readDict(file);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** Names of the checkpoints that are there. */
  public List<String> names() {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> ENGINE_FILE.matcher(file.getFileName().toString()))
          .filter(Matcher::matches)
          .map(m -> m.group(1))
          .distinct()
          .sorted()
          .toList();
    } catch (IOException e) {
      throw unreadable(directory, e);
    }
  }

  /**
   * The checkpoint that is meant by a name which leaves out "eval_epoch." or has it too much:
   * best_accuracy_top1 for best_eval_epoch.accuracy_top1; the name itself where there is none.
   */
  public String resolve(String name) {
    List<String> names = names();
    if (names.contains(name) || !name.startsWith(BEST)) {
      return name;
    }
    String measure = name.substring(BEST.length());
    boolean full = measure.startsWith(EVALUATED);
    String other = BEST + (full ? measure.substring(EVALUATED.length()) : EVALUATED + measure);
    return names.contains(other) ? other : name;
  }

  private BadInputException missing(String name) {
    List<String> names = names();
    return BadInputException.at(directory.toString())
        .found("no checkpoint '" + name + "'")
        .expected(names.isEmpty() ? "the directory of a run" : "one of " + String.join(", ", names))
        .remedy(
            names.isEmpty()
                ? "Check exp.dir, or start anew without exp.resume."
                : Nearest.suggestion(name, new TreeSet<>(names)));
  }

  static BadInputException unreadable(Path path, IOException e) {
    return BadInputException.at(path.toString())
        .found("that it cannot be read (" + e.getMessage() + ")")
        .expected("a checkpoint")
        .remedy("Check the rights of the file and its disk.", e);
  }

  private FileSet files(String name) {
    List<String> parts =
        Stream.of(CheckpointPart.values()).map(part -> part.fileName(name)).toList();
    return new FileSet(directory, "ckpt_" + name, parts);
  }
}
