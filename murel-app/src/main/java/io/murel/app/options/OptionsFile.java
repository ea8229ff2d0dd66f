package io.murel.app.options;

import io.murel.BadInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Reads an options file with all it includes. {@code __include__} names a file or a list of files,
 * relative to the including one; what a file says itself overrides what it includes, a later
 * include an earlier one, block by block.
 */
final class OptionsFile {
  private OptionsFile() {}

  private static final String INCLUDE = "__include__";

  /**
   * The merged tree, every file checked against the schema on its own so that a message can name
   * the line.
   */
  static Map<String, Object> load(Path file, OptionSchema schema) {
    return load(file, schema, List.of());
  }

  private static Map<String, Object> load(Path file, OptionSchema schema, List<Path> including) {
    Path real = file.toAbsolutePath().normalize();
    List<Path> chain = new ArrayList<>(including);
    chain.add(real);
    if (including.contains(real)) {
      throw BadInputException.at(including.get(including.size() - 1).toString())
          .found("a circle of includes: " + names(chain.subList(chain.indexOf(real), chain.size())))
          .expected("files that do not include themselves")
          .remedy("Take one " + INCLUDE + " out.");
    }
    YamlFile yaml = YamlFile.read(file);
    Map<String, Object> own = new LinkedHashMap<>(yaml.values());
    Object includes = own.remove(INCLUDE);
    schema.check(own, yaml::where);

    Map<String, Object> merged = new LinkedHashMap<>();
    for (String include : includes(includes, yaml)) {
      Path included = real.resolveSibling(include);
      if (!Files.isRegularFile(included)) {
        throw BadInputException.at(yaml.where(INCLUDE))
            .found("'" + include + "', which is not there")
            .expected("a file beside this one, or a path relative to it")
            .remedy("Looked for " + included.normalize() + ".");
      }
      merge(merged, load(shorter(file, include), schema, chain));
    }
    merge(merged, own);
    return merged;
  }

  /** Lets {@code over} override {@code base}, block by block. */
  static void merge(Map<String, Object> base, Map<String, Object> over) {
    over.forEach(
        (name, value) -> {
          if (value instanceof Map<?, ?> block && base.get(name) instanceof Map<?, ?> under) {
            Map<String, Object> copy = new LinkedHashMap<>(OptionSchema.asTree(under));
            merge(copy, OptionSchema.asTree(block));
            base.put(name, copy);
          } else {
            base.put(name, value);
          }
        });
  }

  private static List<String> includes(Object value, YamlFile yaml) {
    if (value == null) {
      return List.of();
    }
    if (value instanceof String one) {
      return List.of(one);
    }
    OptionSchema.checkKind(value, OptionKind.TEXTS, yaml.where(INCLUDE));
    return ((List<?>) value).stream().map(String.class::cast).toList();
  }

  /** The included file under the shortest name that reads well in messages. */
  private static Path shorter(Path file, String include) {
    return file.resolveSibling(include).normalize();
  }

  private static String names(List<Path> files) {
    return files.stream().map(f -> f.getFileName().toString()).collect(Collectors.joining(" -> "));
  }
}
