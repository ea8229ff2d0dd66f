package io.murel.regions;

import io.murel.BadInputException;
import io.murel.io.DType;
import io.murel.io.SafetensorsHeader;
import io.murel.regions.StoreJournal.Entry;
import io.murel.regions.StoreJournal.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Writes a {@link RegionStore} that takes hours to make. Killed at any moment, it goes on where it
 * was, and the finished file is the same byte by byte.
 *
 * <p>Until it is finished it lies beside the target in two files: {@code TARGET.partial}, the store
 * with room for a header that is not there yet, so that nothing takes it for a store, and {@code
 * TARGET.journal}, what it holds so far. Features are forced to the disk before the journal says
 * so; what the journal does not know is cut off on opening. {@link #finish} puts the header before
 * the features that are there already: no second copy of them is made, unless the names need more
 * room than was left.
 */
public final class ResumableStoreWriter implements AutoCloseable {

  /** Features that may be lost, and made again, when the process is killed. */
  private static final long SAVE_BYTES = 64 << 20;

  private static final long SAVE_NANOS = 2_000_000_000L;

  private final Path target;
  private final Path partial;
  private final Path journalFile;
  private final StoreJournal journal;
  private final FileChannel store;
  private final int reserve;
  private final DType dtype;
  private final FeatureEncoder encoder;
  private final Set<String> names = new LinkedHashSet<>();
  private final StoreTally tally = new StoreTally();
  private int dim;
  private long unsavedBytes;
  private long savedAt = System.nanoTime();
  private boolean finished;

  /**
   * Begins a store, or goes on with one that was begun with the same plan.
   *
   * @param target where the store will be; its folder is made where missing
   * @param plan everything the content of the store depends on
   * @param reserve bytes to leave for the header; where the names need more, finishing copies
   * @param dtype how features are stored: F16 or F32
   * @throws BadInputException if there is an unfinished store of another plan, or another process
   *     is at it
   */
  public ResumableStoreWriter(Path target, String plan, int reserve, DType dtype)
      throws IOException {
    this.target = target.toAbsolutePath();
    this.partial = partial(this.target);
    this.journalFile = journal(this.target);
    this.reserve = SafetensorsHeader.aligned(reserve);
    this.dtype = dtype;
    this.encoder = new FeatureEncoder(target.toString(), dtype);
    Files.createDirectories(this.target.getParent());
    this.journal = StoreJournal.open(journalFile);
    if (journal == null) {
      throw BadInputException.at(partial.toString())
          .found("another conversion at work on it")
          .expected("one at a time")
          .remedy("Wait for it, or choose another --out.");
    }
    FileChannel opened = null;
    try {
      opened =
          FileChannel.open(
              partial,
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      this.store = opened;
      resume(plan);
    } catch (IOException | RuntimeException e) {
      journal.close();
      if (opened != null) {
        opened.close();
      }
      throw e;
    }
  }

  private static Path partial(Path target) {
    return target.resolveSibling(target.getFileName() + ".partial");
  }

  private static Path journal(Path target) {
    return target.resolveSibling(target.getFileName() + ".journal");
  }

  /** Deletes what a process left that was killed between the last two steps of finishing. */
  public static void removeLeftovers(Path target) throws IOException {
    Files.deleteIfExists(partial(target.toAbsolutePath()));
    Files.deleteIfExists(journal(target.toAbsolutePath()));
  }

  private void resume(String plan) throws IOException {
    String before = journal.plan();
    if (before == null) {
      journal.begin(plan);
    } else if (!before.equals(plan)) {
      throw BadInputException.at(partial.toString())
          .found("an unfinished store of other inputs or options: " + before)
          .expected(plan)
          .remedy(
              "Give the same inputs and options to go on with it, or delete it and "
                  + journalFile.getFileName()
                  + " to begin anew.");
    }
    long size = store.size();
    journal.read(entry -> end(entry) <= size && recall(entry));
    store.truncate(end()); // what was written after the last save
    store.write(ByteBuffer.allocate(Long.BYTES), 0); // a header of no length: not finished
    store.position(end());
  }

  private boolean recall(Entry entry) {
    if (entry.kind() == Kind.STORED) {
      dim = entry.dim();
      names.add(entry.name());
    }
    tally.add(entry);
    return true;
  }

  /** Where the features end so far. */
  private long end() {
    return reserve + tally.regions() * dim * dtype.bytes();
  }

  private long end(Entry entry) {
    return reserve + (tally.regions() + entry.regions()) * entry.dim() * dtype.bytes();
  }

  /** What is in the store so far, and what was left out. */
  public StoreTally tally() {
    return tally;
  }

  /** Whether the image is in the store. */
  public boolean contains(String imageName) {
    return names.contains(imageName);
  }

  /**
   * Appends an image. The first one decides the number of features.
   *
   * @param after where the next image begins
   * @throws BadInputException if the features are of another width or not finite (in F16: above
   *     65504), or a box is outside the image; the writer stays usable
   */
  public void add(String imageName, Regions image, Mark after) throws IOException {
    int width = names.isEmpty() ? image.dim() : dim;
    byte[] features = encoder.encode(imageName, image, width);
    if (!names.add(imageName)) {
      throw new IllegalArgumentException("image '" + imageName + "' twice");
    }
    dim = width;
    ByteBuffer bytes = ByteBuffer.wrap(features);
    while (bytes.hasRemaining()) {
      store.write(bytes);
    }
    unsavedBytes += features.length;
    note(new Entry(Kind.STORED, imageName, after, "", dim, image.normBoxes()));
  }

  /** Passes over an image that cannot be used, and keeps the reason. */
  public void addBad(String imageName, String reason, Mark after) throws IOException {
    note(new Entry(Kind.BAD, imageName, after, reason, 0, new float[0]));
  }

  /** Passes over an image that is in the store already. */
  public void addDuplicate(String imageName, Mark after) throws IOException {
    note(new Entry(Kind.DUPLICATE, imageName, after, "", 0, new float[0]));
  }

  /** Passes over an image that is not wanted. */
  public void addLeftOut(Mark after) throws IOException {
    note(new Entry(Kind.LEFT_OUT, "", after, "", 0, new float[0]));
  }

  private void note(Entry entry) throws IOException {
    journal.add(entry);
    tally.add(entry);
    if (unsavedBytes >= SAVE_BYTES || System.nanoTime() - savedAt >= SAVE_NANOS) {
      save();
    }
  }

  /** Forces everything so far to the disk. */
  void save() throws IOException {
    store.force(false);
    journal.save();
    unsavedBytes = 0;
    savedAt = System.nanoTime();
  }

  /**
   * Puts the store in its place.
   *
   * @param metadata notes on how the features were made
   * @throws BadInputException if no image was added; nothing is left then
   */
  public void finish(Map<String, String> metadata) throws IOException {
    save();
    if (names.isEmpty()) {
      finished = true;
      close();
      removeLeftovers(target);
      throw BadInputException.at(target.toString())
          .found("no usable images")
          .expected("at least one")
          .remedy("See above what is wrong with them.");
    }
    long[] shape = {tally.regions(), dim};
    new StoreAssembly(store, reserve, journal, names, new SafetensorsHeader.Entry(dtype, shape, 0))
        .assemble(partial, target, metadata);
    finished = true;
    close();
    Files.deleteIfExists(journalFile);
  }

  /** Leaves an unfinished store to be gone on with. */
  @Override
  public void close() throws IOException {
    try (StoreJournal alsoClosed = journal;
        FileChannel closed = store) {
      if (!finished && closed.isOpen()) {
        save();
      }
    }
  }
}
