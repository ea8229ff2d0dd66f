package io.murel.app.cli;

import io.murel.BadInputException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Says in one paragraph what went wrong; the stack trace is for those who ask for it. */
final class Failures {

  private final PrintWriter err;

  Failures(PrintWriter err) {
    this.err = err;
  }

  /** Prints the message and returns the exit code. */
  int report(Throwable failure, boolean debug) {
    err.println("Error: " + message(failure));
    if (debug) {
      failure.printStackTrace(err);
    }
    err.flush();
    return Cli.FAILED;
  }

  private static String message(Throwable failure) {
    if (failure instanceof BadInputException) {
      return failure.getMessage();
    }
    if (failure instanceof UncheckedIOException unchecked) {
      return message(unchecked.getCause());
    }
    if (failure instanceof ExceptionInInitializerError && failure.getCause() != null) {
      return message(failure.getCause()); // libtorch, at its first use
    }
    if (failure instanceof FileSystemException file) {
      return fileSystem(file);
    }
    if (failure instanceof IOException) {
      return failure.getMessage() + ". Check the disk and the connection, then try again.";
    }
    if (failure instanceof OutOfMemoryError) {
      return "out of memory (%s). Use a smaller --dataset.batch_size, or allow more with"
              .formatted(failure.getMessage())
          + " MUREL_JAVA_OPTS=-Xmx6g.";
    }
    return "%s%s. This is a fault of murel, not yours; run the command again with --debug to see where."
        .formatted(
            failure.getClass().getSimpleName(),
            failure.getMessage() == null ? "" : ": " + failure.getMessage());
  }

  private static String fileSystem(FileSystemException e) {
    String file = e.getFile();
    if (e instanceof NoSuchFileException) {
      return file + ": no such file or folder. Check the name.";
    }
    if (e instanceof AccessDeniedException) {
      return file + ": access denied. Check who may read and write it.";
    }
    if (e instanceof FileAlreadyExistsException) {
      return file + ": exists already. Choose another name or move it away.";
    }
    String reason = e.getReason() == null ? "cannot be read or written" : e.getReason();
    return "%s: %s. Make room or choose another place, then try again.".formatted(file, reason);
  }
}
