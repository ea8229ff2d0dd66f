package io.murel.app.download.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A server, a folder, and pauses that are written down instead of slept. */
abstract class FetchFixture {

  @TempDir Path dir;
  TestServer server;
  final List<Duration> pauses = new ArrayList<>();
  Duration silence = Duration.ofSeconds(10);
  long free = Long.MAX_VALUE;

  @BeforeEach
  void start() throws IOException {
    server = new TestServer();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  /** Bytes that differ by seed. */
  static byte[] content(int length, int seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    bytes[0] = 'x'; // no other kind by chance
    return bytes;
  }

  static Checksum sha256(byte[] content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return new Checksum(Checksum.Algorithm.SHA256, HexFormat.of().formatHex(digest));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** A file of which nothing is published. */
  static Wanted unknown(URI... places) {
    return new Wanted("file.bin", List.of(places), OptionalLong.empty(), 1000, Optional.empty());
  }

  /** A file of which size and checksum are published. */
  static Wanted known(byte[] content, URI... places) {
    OptionalLong size = OptionalLong.of(content.length);
    return new Wanted(
        "file.bin", List.of(places), size, content.length, Optional.of(sha256(content)));
  }

  Path target() {
    return dir.resolve("file.bin");
  }

  Path part() {
    return dir.resolve("file.bin.part");
  }

  void get(Wanted file) throws IOException, NoPlaceHasIt, InterruptedException {
    get(file, Patience.usual());
  }

  void get(Wanted file, Patience usual) throws IOException, NoPlaceHasIt, InterruptedException {
    Patience patience =
        new Patience(silence, usual.attempts(), usual.firstPause(), usual.longestPause());
    FreeSpace space = new FreeSpace(path -> free);
    new Fetch(new Web(silence), patience, pauses::add, space, new NoWatcher()).get(file, target());
  }

  /** Fails at all places, leaving no file under its name; the reasons. */
  String refused(Wanted file) {
    NoPlaceHasIt failure = catchThrowableOfType(NoPlaceHasIt.class, () -> get(file));
    assertThat(failure).as("a failure").isNotNull();
    assertThat(target()).doesNotExist();
    return failure.getMessage();
  }

  void assertGot(byte[] content) throws IOException {
    assertThat(Arrays.equals(Files.readAllBytes(target()), content)).as("the content").isTrue();
    assertThat(dir.toFile().list()).as("nothing else is left").containsExactly("file.bin");
  }

  /** Seconds slept, had they been. */
  List<Long> seconds() {
    return pauses.stream().map(Duration::toSeconds).toList();
  }
}
