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
                  file(name, "model"),
                  out -> PthWriter.write(out, modelDict(network)),
                  file(name, "optimizer"),
                  out -> PthWriter.write(out, Map.of("optimizer", optimizer.stateDict())),
                  file(name, "engine"),
                  out -> PthWriter.write(out, engine.toDict())));
    } catch (IOException e) {
      throw WriteFailure.of(directory.resolve(file(name, "model")), e);
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
    Path engine = files(name).current(file(name, "engine"));
    if (!Files.exists(engine)) {
      throw missing(name);
    }
    try {
      EngineState state = EngineState.fromDict(PthReader.readDict(engine), engine.toString());
      loadNetwork(files(name).current(file(name, "model")), network);
      if (optimizer != null) {
        Path file = files(name).current(file(name, "optimizer"));
        optimizer.loadStateDict(
            named(PthReader.readDict(file), "optimizer", file), file.toString());
      }
      return state;
    } catch (IOException e) {
      throw unreadable(engine, e);
    }
  }

  /**
   * Restores the network alone from a {@code ckpt_NAME_model.pth.tar}, or from a plain state dict.
   *
   * @throws BadInputException if the file is missing, damaged or of another network
   */
  public static void loadNetwork(Path file, Module network) {
    try (PointerScope scope = new PointerScope()) {
      Map<String, Tensor> state = new LinkedHashMap<>();
      named(PthReader.readDict(file), "network", file)
          .forEach((name, value) -> state.put(name, tensor(name, value, file)));
      network.loadStateDict(state, file.toString());
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static Tensor tensor(String name, Object value, Path file) {
    if (value instanceof NdArray array) {
      return Torch.tensor(array);
    }
    throw BadInputException.at(file.toString())
        .found("'" + name + "' that is no tensor")
        .expected("the state dict of a network")
        .remedy("Check that this is a ckpt_..._model.pth.tar.");
  }

  /** The part of a saved dict under a key; the dict itself where it has no such key. */
  private static Map<String, Object> named(Map<?, ?> dict, String key, Path file) {
    Map<?, ?> part = dict.get(key) instanceof Map<?, ?> inner ? inner : dict;
    Map<String, Object> out = new LinkedHashMap<>();
    part.forEach((name, value) -> out.put(String.valueOf(name), value));
    return out;
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

  private static BadInputException unreadable(Path path, IOException e) {
    return BadInputException.at(path.toString())
        .found("that it cannot be read (" + e.getMessage() + ")")
        .expected("a checkpoint")
        .remedy("Check the rights of the file and its disk.", e);
  }

  private FileSet files(String name) {
    List<String> parts =
        Stream.of("model", "optimizer", "engine").map(part -> file(name, part)).toList();
    return new FileSet(directory, "ckpt_" + name, parts);
  }

  private static String file(String name, String part) {
    return "ckpt_" + name + "_" + part + ".pth.tar";
  }
}
