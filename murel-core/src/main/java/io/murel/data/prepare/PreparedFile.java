package io.murel.data.prepare;

import io.murel.data.prepare.CompactInput.DamagedException;
import io.murel.io.AtomicFile;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that keeps prepared data:
 *
 * <ul>
 *   <li>4 bytes {@code MUPR}, 4 bytes: the version of layout and content
 *   <li>what the data was made from, as {@link Fingerprint} has it
 *   <li>the data, as {@link CompactOutput} writes it
 *   <li>4 bytes: the CRC-32C checksum of all before
 * </ul>
 *
 * <p>Numbers of four bytes have the high byte first. A file that is damaged, of another version or
 * made from something else is as good as none.
 */
final class PreparedFile {

  private static final Logger LOG = LoggerFactory.getLogger(PreparedFile.class);
  private static final int MAGIC = 0x4D555052; // MUPR

  /** To be raised with every change to what is kept or how it is prepared. */
  private static final int VERSION = 2;

  private static final int FRAME = 12; // magic, version, checksum

  private final Path file;
  private final String fingerprint;

  /**
   * @param fingerprint what the data is made from
   */
  PreparedFile(Path file, String fingerprint) {
    this.file = file;
    this.fingerprint = fingerprint;
  }

  /** What writes the data. */
  @FunctionalInterface
  interface Content {
    void write(CompactOutput out) throws IOException;
  }

  /** The data, if it is there, whole and made from the same. */
  <T> Optional<T> read(Function<CompactInput, T> content) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return read(ByteBuffer.wrap(Files.readAllBytes(file)), content);
    } catch (DamagedException e) {
      LOG.warn("{} is damaged ({}); preparing again", file, e.getMessage());
    } catch (BufferUnderflowException e) {
      LOG.warn("{} is damaged (it ends early); preparing again", file);
    } catch (IOException e) {
      LOG.warn("{} cannot be read ({}); preparing again", file, reason(e));
    }
    return Optional.empty();
  }

  private <T> Optional<T> read(ByteBuffer bytes, Function<CompactInput, T> content) {
    if (bytes.capacity() < FRAME || bytes.getInt() != MAGIC) {
      throw new DamagedException("no file of prepared data");
    }
    int version = bytes.getInt();
    int end = bytes.capacity() - Integer.BYTES;
    CRC32C checksum = new CRC32C();
    checksum.update(bytes.duplicate().position(0).limit(end));
    if ((int) checksum.getValue() != bytes.getInt(end)) {
      throw new DamagedException("its checksum does not match");
    }
    CompactInput in = new CompactInput(bytes.slice(bytes.position(), end - bytes.position()));
    if (version != VERSION || !in.text().equals(fingerprint)) {
      LOG.info("{} was made from other files or by another version; preparing again", file);
      return Optional.empty();
    }
    return Optional.of(content.apply(in));
  }

  /** Keeps the data, or says that it cannot be kept. */
  void write(Content content) {
    try {
      Files.createDirectories(file.getParent());
      AtomicFile.removeLeftovers(file.getParent());
      AtomicFile.write(file, stream -> write(stream, content));
    } catch (IOException e) {
      LOG.warn("{} cannot be written ({}); preparing again next time", file, reason(e));
    }
  }

  private static String reason(IOException e) {
    String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
    return reason == null ? e.getClass().getSimpleName() : reason;
  }

  private void write(OutputStream stream, Content content) throws IOException {
    CheckedOutputStream checked = new CheckedOutputStream(stream, new CRC32C());
    DataOutputStream buffered = new DataOutputStream(new BufferedOutputStream(checked, 1 << 16));
    buffered.writeInt(MAGIC);
    buffered.writeInt(VERSION);
    CompactOutput out = new CompactOutput(buffered);
    out.text(fingerprint);
    content.write(out);
    buffered.flush();
    buffered.writeInt((int) checked.getChecksum().getValue());
    buffered.flush();
  }
}
