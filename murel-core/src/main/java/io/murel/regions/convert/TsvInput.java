package io.murel.regions.convert;

import io.murel.BadInputException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The TSV of bottom-up-attention, plain or compressed with gzip: a line an image with image_id,
 * image_w, image_h, num_boxes, boxes and features, the last two as base64 of float32, boxes in
 * pixels. LXMERT's ten fields are known too.
 */
final class TsvInput implements RegionInput {

  /** Published lines have one megabyte; a file without line ends must not fill the memory. */
  private static final int LONGEST_LINE = 64 << 20;

  private static final int GUESSED_LINE = 100_000; // of the shortest published, of 10 regions

  private final Path file;
  private final String where;
  private final CountingInputStream raw;
  private final LineReader lines;
  private final TsvColumns columns;
  private byte[] first; // read ahead for the columns

  static TsvInput open(Path file) throws IOException {
    CountingInputStream raw = new CountingInputStream(Files.newInputStream(file));
    try {
      return new TsvInput(file, raw);
    } catch (IOException | RuntimeException e) {
      raw.close();
      throw e;
    }
  }

  private TsvInput(Path file, CountingInputStream raw) throws IOException {
    this.file = file;
    this.where = file.toString();
    this.raw = raw;
    this.lines = new LineReader(plain(raw), LONGEST_LINE);
    byte[] line = line();
    if (line == null) {
      throw BadInputException.at(where)
          .found("an empty file")
          .expected("a line for each image")
          .remedy("Copy or download it again.");
    }
    TsvLine fields = TsvLine.of(line);
    this.columns = TsvColumns.of(where, fields.texts());
    this.first = TsvColumns.isHeader(fields.texts()) ? null : line;
  }

  private InputStream plain(InputStream in) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in, 1 << 16);
    buffered.mark(2);
    boolean gzip = buffered.read() == 0x1F && buffered.read() == 0x8B;
    buffered.reset();
    return gzip ? new GZIPInputStream(buffered, 1 << 16) : buffered;
  }

  @Override
  public RawImage next() throws IOException {
    long begin = offset();
    byte[] line = first == null ? line() : first;
    first = null;
    while (line != null && line.length == 0) {
      begin = offset();
      line = line();
    }
    if (line == null) {
      return null;
    }
    String place = where + " at byte " + begin;
    TsvLine fields = TsvLine.of(line);
    String id = fields.text(Math.min(columns.id(), fields.fields() - 1));
    return new RawImage(id, () -> fields.decode(columns, place, id));
  }

  private byte[] line() throws IOException {
    try {
      return lines.next();
    } catch (LineReader.TooLongException e) {
      throw BadInputException.at(where)
          .found("a line of more than %d bytes".formatted(LONGEST_LINE))
          .expected("a line for each image")
          .remedy("Check that this is a TSV of region features.", e);
    } catch (EOFException | ZipException e) {
      throw BadInputException.at(where)
          .found("compressed data that is cut off or damaged (%s)".formatted(e.getMessage()))
          .expected("a complete file")
          .remedy("Copy or download it again; what was converted is kept until then.", e);
    }
  }

  @Override
  public long offset() {
    return first == null ? lines.offset() : 0;
  }

  @Override
  public void skipTo(long offset) throws IOException {
    if (offset > 0) {
      first = null;
      lines.skipTo(offset);
    }
  }

  @Override
  public long done() {
    return raw.count();
  }

  @Override
  public long total() {
    return file.toFile().length();
  }

  @Override
  public long expectedImages() {
    return 1 + total() / GUESSED_LINE;
  }

  @Override
  public String identity() {
    return FileIdentity.of(file);
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
