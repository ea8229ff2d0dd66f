package io.murel.app.download;

import io.murel.BadInputException;
import io.murel.app.download.unpack.EntryNames;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What becomes of a file that has come. */
public sealed interface Unpacking {

  /** The names, files or one folder, that are there in the end. */
  List<String> results();

  /** It stays as it is. */
  record None(String name) implements Unpacking {
    @Override
    public List<String> results() {
      return List.of(name);
    }
  }

  /**
   * Single files are taken out of an archive, from whatever folder of it they are in.
   *
   * @param names the names they get here, by their names there
   * @param bytes about how much they need
   */
  record Files(Map<String, String> names, long bytes) implements Unpacking {
    /**
     * @throws BadInputException if a name has more than one step or comes twice
     */
    public Files {
      names = Map.copyOf(names);
      names.keySet().forEach(Unpacking::requirePlain);
      names.values().forEach(Unpacking::requirePlain);
      if (names.isEmpty() || names.values().stream().distinct().count() < names.size()) {
        throw BadInputException.at("unpack")
            .found("no file, or two that get one name")
            .expected("names in the archive, and those they get")
            .remedy("For example: v2_train.json: train.json.");
      }
    }

    @Override
    public List<String> results() {
      return List.copyOf(new TreeMap<>(names).values());
    }
  }

  /**
   * All files below one folder of the archive.
   *
   * @param name the folder, there and here
   * @param bytes about how much it needs
   */
  record Folder(String name, long bytes) implements Unpacking {
    /**
     * @throws BadInputException if the name has more than one step
     */
    public Folder {
      requirePlain(name);
    }

    @Override
    public List<String> results() {
      return List.of(name);
    }
  }

  private static void requirePlain(String name) {
    if (!EntryNames.isPlain(name)) {
      throw BadInputException.at("unpack")
          .found("the name '" + name + "'")
          .expected("one without folders")
          .remedy("The files of a list entry all go to its folder.");
    }
  }
}
