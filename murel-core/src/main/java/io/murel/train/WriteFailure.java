package io.murel.train;

import io.murel.BadInputException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** A file of the run directory could not be written: most likely the disk is full. */
public final class WriteFailure {
  private WriteFailure() {}

  /** A message about it, that says what to do. */
  public static BadInputException of(Path file, IOException cause) {
    boolean fileSystem = cause instanceof FileSystemException;
    String reason = fileSystem ? ((FileSystemException) cause).getReason() : cause.getMessage();
    String kind = cause.getClass().getSimpleName();
    return BadInputException.at(file.toString())
        .found("that it cannot be written (" + (reason == null ? kind : reason) + ")")
        .expected("a disk with room and a folder that may be written")
        .remedy(
            "Free some space or mend the folder; nothing saved before is lost, and --exp.resume"
                + " continues from there.",
            cause);
  }
}
