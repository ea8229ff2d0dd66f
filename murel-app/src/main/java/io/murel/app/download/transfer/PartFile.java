package io.murel.app.download.transfer;

import io.murel.BadInputException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A file that is being fetched: {@code NAME.part} grows beside the target, {@code NAME.part.json}
 * says what it is part of. Killed at any moment, both tell how to go on. Locked against a second
 * process.
 */
final class PartFile implements Closeable {

  private final Path target;
  private final Path part;
  private final Path side;
  private final FileChannel channel;
  private Optional<PartState> state;

  private PartFile(Path target, FileChannel channel) throws IOException {
    this.target = target;
    this.part = part(target);
    this.side = side(target);
    this.channel = channel;
    this.state = PartState.read(side);
  }

  /** Where the part of a file lies. */
  static Path part(Path target) {
    return target.resolveSibling(target.getFileName() + ".part");
  }

  private static Path side(Path target) {
    return target.resolveSibling(target.getFileName() + ".part.json");
  }

  /**
   * Opens what is there, or an empty one.
   *
   * @throws BadInputException if another process has it open
   */
  static PartFile open(Path target) throws IOException {
    Files.createDirectories(target.toAbsolutePath().getParent());
    FileChannel channel =
        FileChannel.open(part(target), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      // Without the name, another process has just completed the file that we have opened.
      if (isLocked(channel) || !Files.exists(part(target))) {
        throw BadInputException.at(part(target).toString())
            .found("that another process is writing it")
            .expected("one download of a file at a time")
            .remedy("Wait for the other one or stop it.");
      }
      return new PartFile(target, channel);
    } catch (Throwable e) {
      channel.close();
      throw e;
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      // A byte far behind the content: Windows would not let us read what is locked.
      return channel.tryLock(Long.MAX_VALUE - 1, 1, false) == null;
    } catch (OverlappingFileLockException e) { // by another thread
      return true;
    }
  }

  Path path() {
    return part;
  }

  long size() throws IOException {
    return channel.size();
  }

  /** What the bytes belong to; empty where that is not known. */
  Optional<PartState> state() {
    return state;
  }

  /** Begins again with other content. The old bytes go first: they must not get the new state. */
  void restart(PartState fresh) throws IOException {
    empty();
    fresh.write(side);
    state = Optional.of(fresh);
  }

  /** Forgets everything. */
  void empty() throws IOException {
    channel.truncate(0);
    Files.deleteIfExists(side);
    state = Optional.empty();
  }

  /**
   * @throws FileSystemException naming the file, for instance if the disk is full
   */
  void append(ByteBuffer bytes) throws IOException {
    try {
      channel.position(channel.size());
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      FileSystemException named = new FileSystemException(part.toString(), null, e.getMessage());
      named.initCause(e);
      throw named;
    }
  }

  /** Gives the file its name; it is on the disk then. */
  void complete() throws IOException {
    channel.force(true);
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    Files.deleteIfExists(side);
  }

  /** Leaves what has come, for the next time; nothing where nothing came. */
  @Override
  public void close() throws IOException {
    boolean empty = channel.isOpen() && channel.size() == 0;
    channel.close();
    if (empty) {
      Files.deleteIfExists(part);
      Files.deleteIfExists(side);
    }
  }
}
