package io.murel.app.download.transfer;

import io.murel.BadInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * A published checksum.
 *
 * @param algorithm which one
 * @param hex the value in lower case
 */
public record Checksum(Algorithm algorithm, String hex) {

  /** The ones in use; MD5 protects against accidents, not against forgery. */
  public enum Algorithm {
    SHA256("SHA-256", 64),
    MD5("MD5", 32);

    private final String javaName;
    private final int digits;

    Algorithm(String javaName, int digits) {
      this.javaName = javaName;
      this.digits = digits;
    }

    /** As in a list of places: sha256, md5. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * @throws BadInputException if the value does not have the form of the algorithm's
   */
  public Checksum {
    if (!hex.matches("[0-9a-f]{" + algorithm.digits + "}")) {
      throw BadInputException.at(algorithm.word())
          .found("'" + hex + "'")
          .expected(algorithm.digits + " digits 0-9 and a-f")
          .remedy("Copy the whole checksum, in quotes.");
    }
  }

  /**
   * The checksum of a file, in the same algorithm.
   *
   * @param name what to call the file
   */
  public Checksum of(Path file, String name, Watcher watcher) throws IOException {
    MessageDigest digest = digest();
    byte[] buffer = new byte[1 << 17];
    long done = 0;
    watcher.begin("Checking " + name, 0, Files.size(file));
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
        done += n;
        watcher.at(done);
      }
    } finally {
      watcher.end();
    }
    return new Checksum(algorithm, HexFormat.of().formatHex(digest.digest()));
  }

  private MessageDigest digest() {
    try {
      return MessageDigest.getInstance(algorithm.javaName);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has both
    }
  }

  @Override
  public String toString() {
    return algorithm.word() + " " + hex;
  }
}
