package io.murel.app.options;

import io.murel.io.AtomicFile;
import io.murel.options.Options;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The options of a run, complete: a file, what it includes, and the command line on top.
 *
 * <pre>{@code
 * Overrides overrides = Overrides.parse(List.of("--engine.nb_epochs", "5"), OptionKeys.run());
 * RunOptions options = RunOptions.load(Path.of("options/scenes/murel.yaml"), overrides);
 * int epochs = options.root().child("engine").integer("nb_epochs");
 * }</pre>
 *
 * @param root the tree
 */
public record RunOptions(Options root) {

  /**
   * Reads a file and lays the command line over it.
   *
   * @throws io.murel.BadInputException for a missing or unreadable file, an unknown option, a value
   *     of a wrong kind
   */
  public static RunOptions load(Path file, Overrides overrides) {
    Map<String, Object> tree = new LinkedHashMap<>(OptionsFile.load(file, OptionKeys.run()));
    OptionsFile.merge(tree, overrides.values());
    return new RunOptions(Options.of(tree));
  }

  /**
   * The options that a file holds as a text, of itself: what {@link #toYaml()} gave.
   *
   * @throws io.murel.BadInputException for an unreadable text, an unknown option, a value of a
   *     wrong kind
   */
  public static RunOptions of(String yaml, Path file, Overrides overrides) {
    YamlFile read = YamlFile.of(yaml, file);
    OptionKeys.run().check(read.values(), read::where);
    Map<String, Object> tree = new LinkedHashMap<>(read.values());
    OptionsFile.merge(tree, overrides.values());
    return new RunOptions(Options.of(tree));
  }

  /** These with one block replaced. */
  public RunOptions with(String block, Options options) {
    return new RunOptions(root.with(block, options.values()));
  }

  /** The tree as YAML, as the original saves it. */
  public String toYaml() {
    return OptionsYaml.text(root.values());
  }

  /** Saves {@link #toYaml()}. */
  public void save(Path file) throws IOException {
    AtomicFile.write(file, toYaml());
  }
}
