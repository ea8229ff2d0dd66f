package io.murel.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.management.ThreadMXBean;
import io.murel.BadInputException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;

/**
 * Gives a reader files that are damaged at random and holds it to what it promises: each is read,
 * or refused with a message that names it, in bounded time and memory. Time is the thread's own and
 * memory what it allocated, so that a busy machine changes nothing.
 *
 * <p>{@code -Dmurel.fuzz.files=N} sets the number of files of each kind, {@code
 * -Dmurel.fuzz.seed=S} which ones; a failure names both and keeps the file.
 */
public final class Fuzz {
  private Fuzz() {}

  /** Where files that broke a reader are kept. */
  private static final Path KEPT = Path.of("target", "fuzz");

  /** From so many files of each kind on the result is printed. */
  private static final int LONG = 1000;

  private static final long MOST_CPU_NANOS = 1_000_000_000L;
  private static final long MOST_CPU_NANOS_PER_BYTE = 2_000;

  /**
   * The buffers and tables that reading any file takes, and 2 x 1 MB that strides may expand to.
   */
  private static final long LEAST_ALLOWED_BYTES = 3 << 20;

  /** An opcode of one byte can make an object of a hundred; texts pass through several forms. */
  private static final long ALLOWED_BYTES_PER_BYTE = 400;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Makes one file's content. */
  @FunctionalInterface
  public interface Maker {
    byte[] make(Random random);
  }

  /** Reads everything in a file. */
  @FunctionalInterface
  public interface Reader {
    void read(Path file) throws IOException;
  }

  /** Files of each kind. */
  public static int files() {
    return Integer.getInteger("murel.fuzz.files", 600);
  }

  /**
   * Runs a reader over so many files.
   *
   * @param file where they are written, one after the other; its name says what they are
   */
  public static void run(Path file, Maker maker, Reader reader) {
    int files = files();
    assertTimeoutPreemptively(
        Duration.ofSeconds(60 + files / 10),
        () -> {
          long seed = Long.getLong("murel.fuzz.seed", 1);
          Tally tally = new Tally();
          for (int i = 0; i < files; i++) {
            byte[] bytes = maker.make(new Random(seed * 1_000_003 + i));
            Files.write(file, bytes);
            String name = "seed-%d-%d-%s".formatted(seed, i, file.getFileName());
            try {
              if (i == 0) {
                reads(file, reader); // loads classes
              }
              tally.count(bounded(file, reader));
            } catch (Throwable e) {
              Files.createDirectories(KEPT);
              Files.write(KEPT.resolve(name), bytes);
              throw new AssertionError("kept as " + KEPT.resolve(name).toAbsolutePath(), e);
            }
          }
          tally.check(file);
        });
  }

  /**
   * Reads one file, which must end soon, within the bounds, in data or a message.
   *
   * @return whether it was read; false: it was refused
   */
  public static boolean bounded(Path file, Reader reader) throws IOException {
    long size = Files.size(file);
    long thread = Thread.currentThread().getId();
    long allocated = THREADS.getThreadAllocatedBytes(thread);
    long cpu = THREADS.getCurrentThreadCpuTime();
    boolean read = reads(file, reader);
    assertThat(THREADS.getThreadAllocatedBytes(thread) - allocated)
        .as("bytes allocated")
        .isLessThan(LEAST_ALLOWED_BYTES + ALLOWED_BYTES_PER_BYTE * size);
    assertThat(THREADS.getCurrentThreadCpuTime() - cpu)
        .as("nanoseconds of this thread")
        .isLessThan(MOST_CPU_NANOS + MOST_CPU_NANOS_PER_BYTE * size);
    return read;
  }

  private static boolean reads(Path file, Reader reader) throws IOException {
    try {
      reader.read(file);
      return true;
    } catch (BadInputException e) {
      assertThat(e.getMessage()).startsWith(file.toString()).contains(": found ", ", expected ");
      return false;
    }
  }

  private static final class Tally {
    private int read;
    private int refused;

    void count(boolean wasRead) {
      read += wasRead ? 1 : 0;
      refused += wasRead ? 0 : 1;
    }

    /** Files that are all good, or all refused at the door, would test nothing. */
    void check(Path file) {
      if (files() >= LONG) {
        System.out.printf("%s: %d read, %d refused%n", file.getFileName(), read, refused);
      }
      assertThat(read).as("files read").isPositive();
      assertThat(refused).as("files refused").isPositive();
    }
  }
}
