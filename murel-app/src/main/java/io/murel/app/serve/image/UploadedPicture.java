package io.murel.app.serve.image;

import io.murel.BadInputException;
import io.murel.app.serve.http.Problem;
import io.murel.app.serve.http.ProblemException;
import io.murel.app.serve.http.ProblemType;
import io.murel.regions.Pictures;
import java.awt.image.BufferedImage;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Reads the picture files of clients.
 *
 * @param mostPixels that are unpacked
 */
record UploadedPicture(long mostPixels) {

  private static final int HASH_BYTES = 16;

  /** The picture in a file; a problem if there is none, or a too large one. */
  BufferedImage decode(byte[] file) {
    try {
      return Pictures.decode("image", file, mostPixels);
    } catch (Pictures.TooLarge e) {
      throw new ProblemException(Problem.of(ProblemType.PICTURE_TOO_LARGE, e.getMessage()));
    } catch (BadInputException e) {
      throw new ProblemException(Problem.of(ProblemType.UNREADABLE_PICTURE, e.getMessage()));
    }
  }

  /** The same for the same file, and not to be guessed. */
  static String hash(byte[] file) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(file);
      return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
