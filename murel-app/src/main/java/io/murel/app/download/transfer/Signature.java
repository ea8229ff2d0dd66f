package io.murel.app.download.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What files of a kind begin with: tells a login page or a notice from the file asked for. */
final class Signature {
  private Signature() {}

  private static final int TAR_MAGIC_AT = 257;
  private static final int ENOUGH = 512;

  /** Kinds by the ends of file names, and a reason for those that do not fit. */
  private record Kind(List<String> ends, int at, byte[] magic, String called) {
    boolean names(String file) {
      return ends.stream().anyMatch(file.toLowerCase(Locale.ROOT)::endsWith);
    }

    boolean fits(byte[] head) {
      return head.length >= at + magic.length
          && Arrays.equals(head, at, at + magic.length, magic, 0, magic.length);
    }
  }

  private static final List<Kind> KINDS =
      List.of(
          new Kind(List.of(".zip", ".npz"), 0, new byte[] {'P', 'K'}, "a zip file"),
          new Kind(List.of(".gz", ".tgz"), 0, new byte[] {0x1f, (byte) 0x8b}, "a gzip file"),
          new Kind(List.of(".tar"), TAR_MAGIC_AT, ascii("ustar"), "a tar file"),
          new Kind(List.of(".npy"), 0, ascii("\u0093NUMPY"), "a NumPy file"));

  /**
   * Checks a complete file.
   *
   * @throws PlaceFailure if it is of another kind than its name says
   */
  static void check(String name, Path file) throws IOException, PlaceFailure {
    byte[] head;
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(ENOUGH);
    }
    checkNoPage(head);
    for (Kind kind : KINDS) {
      if (kind.names(name) && !kind.fits(head)) {
        throw new PlaceFailure("something else than " + kind.called());
      }
    }
    if (name.endsWith(".json") && !text(head).matches("(?s)[\\[{].*")) {
      throw new PlaceFailure("something else than JSON");
    }
  }

  /** Checks the first bytes of an answer: nothing wanted here begins with a tag. */
  static void checkNoPage(byte[] head) throws PlaceFailure {
    if (text(head).startsWith("<")) {
      throw aPage();
    }
  }

  static PlaceFailure aPage() {
    return new PlaceFailure("a web page instead of the file, perhaps a login or a notice");
  }

  private static String text(byte[] head) {
    return new String(head, StandardCharsets.ISO_8859_1)
        .replaceFirst("^\u00ef\u00bb\u00bf", "") // the mark that Windows programs put first
        .stripLeading();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
