package io.murel.app.ask;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UserFoldersTest {

  private static final Path HOME = Path.of("home", "ann").toAbsolutePath();

  @Test
  void systemsHaveTheirOwnPlaces() {
    UserFolders linux = new UserFolders(Map.of(), "Linux", HOME);
    assertThat(linux.state()).isEqualTo(HOME.resolve(".local/state/murel"));
    assertThat(linux.cache()).isEqualTo(HOME.resolve(".cache/murel"));
    UserFolders mac = new UserFolders(Map.of(), "Mac OS X", HOME);
    assertThat(mac.state()).isEqualTo(HOME.resolve("Library/Application Support/murel"));
    assertThat(mac.cache()).isEqualTo(HOME.resolve("Library/Caches/murel"));
    UserFolders windows = new UserFolders(Map.of(), "Windows 11", HOME);
    assertThat(windows.state()).isEqualTo(HOME.resolve("AppData/Local/murel"));
  }

  @Test
  void variablesNameOthersIfTheyAreAbsolute() {
    Path elsewhere = Path.of("elsewhere").toAbsolutePath();
    UserFolders set =
        new UserFolders(
            Map.of("XDG_CACHE_HOME", elsewhere.toString(), "XDG_STATE_HOME", "relative"),
            "Linux",
            HOME);
    assertThat(set.cache()).isEqualTo(elsewhere.resolve("murel"));
    assertThat(set.state()).isEqualTo(HOME.resolve(".local/state/murel"));
  }
}
