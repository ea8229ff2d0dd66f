package io.murel.app.download;

import static org.assertj.core.api.Assertions.assertThat;

import io.murel.app.download.transfer.Fetch;
import io.murel.app.download.transfer.FreeSpace;
import io.murel.app.download.transfer.NoWatcher;
import io.murel.app.download.transfer.Patience;
import io.murel.app.download.transfer.TestServer;
import io.murel.app.download.transfer.Wanted;
import io.murel.app.download.transfer.Web;
import io.murel.app.download.unpack.Archives;
import io.murel.golden.Golden;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the list of places makes of archives with the published names is what the original reads:
 * its raw files are packed under those names, downloaded, and compared.
 */
class LayoutGoldenTest {

  @TempDir private Path data;

  @ParameterizedTest
  @CsvSource({
    "vqa2,    data/vqa2/raw/annotations,   6",
    "vqacp2,  data/vqacp2/raw/annotations, 4", // the published lists; the original wraps them
    "tdiuc,   data/tdiuc/raw/annotations,  4",
    "vgenome, data/vg/raw/json,            1",
  })
  void theFilesThatTheOriginalReadsComeOut(String name, String golden, int files) throws Exception {
    Path raw = Golden.path(golden);
    Bundle bundle = Places.shipped().bundles().get(name);
    try (TestServer server = new TestServer()) {
      for (RemoteFile file : bundle.files()) {
        byte[] published = published(file, raw);
        server.at("/" + file.wanted().name(), TestServer.file(published, "\"1\""));
        URI place = server.uri("/" + file.wanted().name());
        get(bundle, file, place, published.length);
      }
    }
    try (Stream<Path> results = Files.list(bundle.folder(data))) {
      List<Path> all = results.toList();
      assertThat(all).hasSize(files);
      for (Path result : all) {
        assertThat(result).hasSameBinaryContentAs(raw.resolve(result.getFileName()));
      }
    }
  }

  /** The original's files as their publishers pack them. */
  private static byte[] published(RemoteFile file, Path raw) throws IOException {
    if (!(file.unpacking() instanceof Unpacking.Files names)) {
      return Files.readAllBytes(raw.resolve(file.wanted().name()));
    }
    Archives archive = new Archives();
    for (Map.Entry<String, String> pair : names.names().entrySet()) {
      archive.file("folder/" + pair.getKey(), Files.readAllBytes(raw.resolve(pair.getValue())));
    }
    return archive.zip();
  }

  /** Gets a file of the list from another place, with other bytes than those published. */
  private void get(Bundle bundle, RemoteFile file, URI place, int length) throws Exception {
    Wanted wanted =
        new Wanted(
            file.wanted().name(), List.of(place), OptionalLong.empty(), length, Optional.empty());
    FreeSpace space = new FreeSpace(path -> Long.MAX_VALUE);
    Fetch fetch =
        new Fetch(
            new Web(Duration.ofSeconds(5)), Patience.usual(), pause -> {}, space, new NoWatcher());
    new Downloader(new Stock(data), fetch, space, List.of(), false, new NoWatcher())
        .get(bundle, new RemoteFile(wanted, file.unpacking(), file.facts()));
  }
}
