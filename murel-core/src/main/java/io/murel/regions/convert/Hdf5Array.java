package io.murel.regions.convert;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import io.murel.BadInputException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * An array in an HDF5 file, read in rows of its first dimension. Chunks may hold many rows and be
 * compressed, so what is read is a run of rows as large as fits, kept for the next call. For one
 * thread.
 */
final class Hdf5Array {

  /** Rows read at once; more than one only where chunks hold several. */
  private static final long MOST_BYTES = 256L << 20;

  /** What a chunk or row may take; numbers beyond are not those of region features. */
  private static final long LARGEST = 1L << 30;

  /** No deflated stream expands further. */
  private static final long LARGEST_EXPANSION = 1032;

  private final Path file;
  private final String name;
  private final Dataset dataset;
  private final long[] shape;
  private final int rowNumel;
  private final int runRows;
  private long runStart;
  private float[] run = {};

  private Hdf5Array(Path file, String name, Dataset dataset) {
    this.file = file;
    this.name = name;
    this.dataset = dataset;
    this.shape = dataset.getDimensionsAsLong();
    checkSizes(file.toFile().length());
    this.rowNumel = (int) product(Arrays.copyOfRange(shape, 1, shape.length));
    this.runRows = runRows();
  }

  /**
   * Opens an array.
   *
   * @param dimensions how many it must have
   * @return null if there is none of that name
   * @throws BadInputException if it is of another kind, or says it is larger than its file holds
   */
  static Hdf5Array open(HdfFile hdf, Path file, String name, int... dimensions) {
    if (!(hdf.getChild(name) instanceof Dataset dataset)) {
      return null;
    }
    int rank = dataset.getDimensionsAsLong().length;
    boolean number =
        dataset.getDataType() instanceof FloatingPoint
            || dataset.getDataType() instanceof FixedPoint;
    if (!number || Arrays.stream(dimensions).noneMatch(d -> d == rank)) {
      throw BadInputException.at(file.toString())
          .found(
              "%s of %d dimensions in %s"
                  .formatted(name, rank, dataset.getDataType().getClass().getSimpleName()))
          .expected("numbers in " + Arrays.toString(dimensions) + " dimensions")
          .remedy("Check that this is an HDF5 file of region features.");
    }
    return new Hdf5Array(file, name, dataset);
  }

  private void checkSizes(long fileBytes) {
    int width = dataset.getDataType().getSize();
    long total = product(shape);
    boolean fits;
    if (dataset instanceof ContiguousDataset contiguous) {
      long begin = contiguous.isEmpty() ? -1 : contiguous.getDataAddress();
      fits = total >= 0 && begin >= 0 && total <= (fileBytes - begin) / width;
    } else {
      fits = total >= 0 && total / LARGEST_EXPANSION <= fileBytes / width;
    }
    if (!fits) {
      throw BadInputException.at(file.toString())
          .found(
              "%s %s of %d bytes each in a file of %d bytes"
                  .formatted(name, Arrays.toString(shape), width, fileBytes))
          .expected("a complete file")
          .remedy("It is cut off or was never filled; copy or make it again.");
    }
    long row = product(Arrays.copyOfRange(shape, 1, shape.length));
    long chunk =
        dataset instanceof ChunkedDataset chunked
            ? product(Arrays.stream(chunked.getChunkDimensions()).asLongStream().toArray())
            : 0;
    if (row < 0 || row > LARGEST / width || chunk < 0 || chunk > LARGEST / width) {
      throw BadInputException.at(file.toString())
          .found("%s %s with chunks of %d numbers".formatted(name, Arrays.toString(shape), chunk))
          .expected("rows and chunks of less than a gigabyte")
          .remedy("Check that this is an HDF5 file of region features.");
    }
  }

  /** The product of the extents; -1 where it is beyond any file. */
  private static long product(long[] extents) {
    long product = 1;
    for (long extent : extents) {
      if (extent < 0 || (extent > 0 && product > Long.MAX_VALUE / 16 / extent)) {
        return -1;
      }
      product *= extent;
    }
    return product;
  }

  private int runRows() {
    if (!(dataset instanceof ChunkedDataset chunked) || rowNumel == 0) {
      return 1;
    }
    long most = Math.max(1, MOST_BYTES / (4L * rowNumel));
    return (int) Math.min(chunked.getChunkDimensions()[0], most);
  }

  /** The extents. */
  long[] shape() {
    return shape.clone();
  }

  /**
   * Rows of the first dimension.
   *
   * @return {@code [count, ...]}, row-major
   * @throws BadInputException if they lie outside the array or cannot be read
   */
  float[] rows(long first, long count) {
    if (first < 0 || count < 0 || first > shape[0] - count) {
      throw BadInputException.at(file.toString())
          .found("rows %d to %d of the %d of %s".formatted(first, first + count, shape[0], name))
          .expected("rows that are there")
          .remedy("Use the index that was written together with the file.");
    }
    if (count > LARGEST / Float.BYTES / Math.max(1, rowNumel)) {
      throw BadInputException.at(file.toString())
          .found("%d rows of %s for one image".formatted(count, name))
          .expected("some dozen")
          .remedy("The file is damaged; copy or make it again.");
    }
    float[] out = new float[(int) count * rowNumel];
    for (long done = 0; done < count; ) {
      long row = first + done;
      if (row < runStart || row >= runStart + run.length / Math.max(1, rowNumel)) {
        read(row, count - done);
      }
      int from = (int) (row - runStart) * rowNumel;
      int n = (int) Math.min(out.length - done * rowNumel, run.length - from);
      System.arraycopy(run, from, out, (int) done * rowNumel, n);
      done += n / rowNumel;
    }
    return out;
  }

  /** Fills the run: whole chunks where there are any, else only what is wanted. */
  private void read(long row, long wanted) {
    long start = runRows == 1 ? row : row / runRows * runRows;
    long rows = Math.min(shape[0] - start, runRows == 1 ? wanted : runRows);
    long[] offset = new long[shape.length];
    offset[0] = start;
    int[] extents = new int[shape.length];
    extents[0] = (int) rows;
    for (int d = 1; d < extents.length; d++) {
      extents[d] = (int) shape[d];
    }
    float[] out = new float[(int) rows * rowNumel];
    try {
      flatten(dataset.getData(offset, extents), out, 0);
    } catch (RuntimeException e) { // of many kinds, where a file is damaged
      throw unreadable("rows %d to %d of %s".formatted(start, start + rows, name), e);
    }
    run = out;
    runStart = start;
  }

  /** Copies nested arrays; returns where the next one goes. */
  private static int flatten(Object values, float[] out, int at) {
    int next = at;
    if (values instanceof float[] floats) {
      System.arraycopy(floats, 0, out, at, floats.length);
      next += floats.length;
    } else if (values instanceof double[] doubles) {
      for (double value : doubles) {
        out[next++] = (float) value;
      }
    } else if (values instanceof Object[] rows) {
      for (Object row : rows) {
        next = flatten(row, out, next);
      }
    } else {
      throw new IllegalArgumentException("not floating-point numbers");
    }
    return next;
  }

  /**
   * All numbers of an array of whole ones.
   *
   * @throws BadInputException if they are others or cannot be read
   */
  long[] wholes() {
    Object values = null;
    try {
      values = product(shape) <= LARGEST / Long.BYTES ? dataset.getDataFlat() : null;
    } catch (RuntimeException e) { // of many kinds, where a file is damaged
      throw unreadable(name, e);
    }
    if (values instanceof int[] ints) {
      return Arrays.stream(ints).asLongStream().toArray();
    }
    if (values instanceof long[] longs) {
      return longs;
    }
    throw BadInputException.at(file.toString())
        .found("%s %s of other numbers".formatted(name, Arrays.toString(shape)))
        .expected("32-bit or 64-bit whole numbers")
        .remedy("Check that this is an HDF5 file of region features.");
  }

  private BadInputException unreadable(String what, RuntimeException cause) {
    return BadInputException.at(file.toString())
        .found("that %s cannot be read (%s)".formatted(what, cause.getMessage()))
        .expected("a complete file")
        .remedy("It is cut off or damaged; copy or make it again.", cause);
  }
}
