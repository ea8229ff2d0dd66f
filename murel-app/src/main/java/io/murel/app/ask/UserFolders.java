package io.murel.app.ask;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Where a program keeps what is its user's and no data: per system as its users expect. */
record UserFolders(Map<String, String> environment, String system, Path home) {

  private static final String NAME = "murel";

  static UserFolders ofThisMachine() {
    return new UserFolders(
        System.getenv(),
        System.getProperty("os.name", ""),
        Path.of(System.getProperty("user.home", ".")));
  }

  /** What should outlive a restart, such as the history of the prompt. */
  Path state() {
    return folder("XDG_STATE_HOME", ".local/state", "Library/Application Support");
  }

  /** What can be made again, such as drawn scenes. */
  Path cache() {
    return folder("XDG_CACHE_HOME", ".cache", "Library/Caches");
  }

  private Path folder(String variable, String elsewhere, String mac) {
    String os = system.toLowerCase(Locale.ROOT);
    if (os.startsWith("windows")) {
      return set("LOCALAPPDATA", home.resolve("AppData/Local"));
    }
    return os.contains("mac")
        ? home.resolve(mac).resolve(NAME)
        : set(variable, home.resolve(elsewhere));
  }

  /** A folder in the one that a variable names, if it does and is absolute. */
  private Path set(String variable, Path otherwise) {
    String value = environment.get(variable);
    Path base = value == null || value.isBlank() ? otherwise : Path.of(value);
    return (base.isAbsolute() ? base : otherwise).resolve(NAME);
  }
}
