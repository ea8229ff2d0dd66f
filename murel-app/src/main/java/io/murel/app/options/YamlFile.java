package io.murel.app.options;

import io.murel.BadInputException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * A YAML file as a tree of options, and where in the file each of them stands.
 *
 * @param path the file
 * @param values the tree
 * @param lines line numbers by dotted name, from 1
 */
record YamlFile(Path path, Map<String, Object> values, Map<String, Integer> lines) {

  /** Reads a file; an empty one has no options. */
  static YamlFile read(Path path) {
    return of(text(path), path);
  }

  /** The tree in a text from a file. */
  static YamlFile of(String text, Path path) {
    Node document = Yaml11.compose(text, path.toString());
    if (document == null) {
      return new YamlFile(path, new LinkedHashMap<>(), Map.of());
    }
    if (!(document instanceof MappingNode mapping)) {
      throw BadInputException.at(path.toString())
          .found("a " + document.getNodeId())
          .expected("options in lines like 'engine:' and, indented below, '  nb_epochs: 20'")
          .remedy("See options/scenes/murel.yaml for an example.");
    }
    Map<String, Integer> lines = new HashMap<>();
    number(mapping, "", lines, 0);
    Map<String, Object> values =
        OptionSchema.asTree((Map<?, ?>) Yaml11.construct(text, path.toString()));
    return new YamlFile(path, values, lines);
  }

  /** How a message names an option of this file. */
  String where(String dotted) {
    Integer line = lines.get(dotted);
    return dotted + " (" + path + (line == null ? "" : ", line " + line) + ")";
  }

  private static String text(Path path) {
    try {
      return Files.readString(path);
    } catch (NoSuchFileException e) {
      throw BadInputException.at(path.toString())
          .found("no such file")
          .expected("an options file")
          .remedy("Check the name; the ones that come with MuRel are in options/.", e);
    } catch (CharacterCodingException e) {
      throw BadInputException.at(path.toString())
          .found("bytes that are not UTF-8")
          .expected("a YAML file")
          .remedy("Save it as UTF-8.", e);
    } catch (IOException e) {
      throw BadInputException.at(path.toString())
          .found("an unreadable file (" + e.getMessage() + ")")
          .expected("an options file")
          .remedy("Check that it is a file that you may read.", e);
    }
  }

  private static void number(
      MappingNode mapping, String prefix, Map<String, Integer> lines, int depth) {
    if (depth > Yaml11.MAX_DEPTH) {
      return; // an alias inside what it names: construct() refuses it
    }
    for (NodeTuple pair : mapping.getValue()) {
      if (pair.getKeyNode() instanceof ScalarNode key) {
        String dotted = prefix + key.getValue();
        lines.put(dotted, key.getStartMark().getLine() + 1);
        if (pair.getValueNode() instanceof MappingNode inner) {
          number(inner, dotted + ".", lines, depth + 1);
        }
      }
    }
  }
}
