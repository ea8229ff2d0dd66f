package io.murel.app.tensorboard;

import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The event file of one process. Those of earlier ones stay as they are; TensorBoard joins all
 * event files of a directory.
 */
final class EventFile implements AutoCloseable {

  private static final String PREFIX = "events.out.tfevents.";

  private final Path directory;
  private FileOutputStream out; // a channel would be closed for good by a thread interrupt

  /** The file is made with the first event. */
  EventFile(Path directory) {
    this.directory = directory;
  }

  /** Appends events; they are in the file when the call returns. */
  void append(List<ScalarEvent> events) throws IOException {
    ByteArrayOutputStream records = new ByteArrayOutputStream();
    if (out == null && !events.isEmpty()) {
      long seconds = Instant.now().getEpochSecond();
      out = new FileOutputStream(newFile(seconds).toFile(), true);
      EventRecords.write(records, ScalarEvent.fileVersion(seconds));
    }
    for (ScalarEvent event : events) {
      EventRecords.write(records, event.encoded());
    }
    if (out != null) {
      out.write(records.toByteArray());
    }
  }

  /** The names of later files come later in the alphabet. */
  private Path newFile(long seconds) throws IOException {
    String stem = PREFIX + "%010d.murel.%d".formatted(seconds, ProcessHandle.current().pid());
    for (int i = 0; ; i++) {
      try {
        return Files.createFile(directory.resolve(stem + "." + i));
      } catch (FileAlreadyExistsException e) {
        continue; // made within the same second
      }
    }
  }

  /** Hands over the points in all event files of a directory, file by file. */
  static void read(Path directory, Consumer<ScalarEvent> events) throws IOException {
    List<Path> files;
    try (Stream<Path> entries = Files.list(directory)) {
      files =
          entries
              .filter(file -> file.getFileName().toString().startsWith(PREFIX))
              .sorted()
              .toList();
    }
    for (Path file : files) {
      EventRecords.read(file, record -> ScalarEvent.decoded(record).ifPresent(events));
    }
  }

  @Override
  public void close() throws IOException {
    if (out != null) {
      out.close();
    }
  }
}
