package io.murel.regions.convert;

import io.jhdf.HdfFile;
import io.murel.BadInputException;
import io.murel.regions.Regions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The HDF5 files of bottom-up-attention-vqa ({@code image_features [images, N, V]}) and BAN ({@code
 * image_features [regions, V]} with {@code pos_boxes [images, 2]}: the first region of an image and
 * the one behind its last). Boxes come from {@code spatial_features}, whose first four columns are
 * x1, y1, x2, y2 as fractions; {@code image_bb} is in pixels of images whose size is not told.
 * Which image is where says an index beside the file.
 */
final class Hdf5Input implements RegionInput {

  private final Path file;
  private final Path index;
  private final HdfFile hdf;
  private final List<ImageIndex.Entry> images;
  private final Hdf5Array features;
  private final Hdf5Array boxes;
  private final long[] places; // first region and the one behind; null for equally many
  private int given;

  /**
   * @param index null: the one beside the file
   */
  static Hdf5Input open(Path file, Path index) throws IOException {
    Path used = index == null ? ImageIndex.beside(file).orElse(null) : index;
    if (used == null) {
      throw BadInputException.at(file.toString())
          .found("no index of its images beside it")
          .expected("a file of the same name with _imgid2idx.pkl or _imgid2idx.json")
          .remedy("Name it with --index FILE.");
    }
    List<ImageIndex.Entry> images = ImageIndex.read(used);
    HdfFile hdf;
    try {
      hdf = new HdfFile(file);
    } catch (RuntimeException e) { // of many kinds, where a file is damaged
      throw unreadable(file, e);
    }
    try {
      return new Hdf5Input(file, used, hdf, images);
    } catch (BadInputException e) {
      hdf.close();
      throw e;
    } catch (RuntimeException e) {
      hdf.close();
      throw unreadable(file, e);
    }
  }

  private static BadInputException unreadable(Path file, RuntimeException e) {
    return BadInputException.at(file.toString())
        .found("no readable HDF5 file (%s)".formatted(e.getMessage()))
        .expected("a complete HDF5 file")
        .remedy("It is cut off, damaged or of another format; copy or make it again.", e);
  }

  private Hdf5Input(Path file, Path index, HdfFile hdf, List<ImageIndex.Entry> images) {
    this.file = file;
    this.index = index;
    this.hdf = hdf;
    this.images = images;
    this.features = required(hdf, "image_features", 2, 3);
    this.boxes = required(hdf, "spatial_features", 2, 3);
    this.places = features.shape().length == 2 ? places(required(hdf, "pos_boxes", 2)) : null;
    long[] shape = boxes.shape();
    boolean alike =
        Arrays.equals(
            Arrays.copyOf(shape, shape.length - 1),
            Arrays.copyOf(features.shape(), features.shape().length - 1));
    if (!alike || shape[shape.length - 1] < 4) {
      throw BadInputException.at(file.toString())
          .found(
              "spatial_features %s for image_features %s"
                  .formatted(Arrays.toString(shape), Arrays.toString(features.shape())))
          .expected("x1, y1, x2, y2, ... of every region")
          .remedy("Check that this is an HDF5 file of region features.");
    }
  }

  private long[] places(Hdf5Array array) {
    if (array.shape()[1] != 2) {
      throw BadInputException.at(file.toString())
          .found("pos_boxes " + Arrays.toString(array.shape()))
          .expected("[images, 2]: the first region of each image and the one behind its last")
          .remedy("Check that this is an HDF5 file of region features.");
    }
    return array.wholes();
  }

  private Hdf5Array required(HdfFile hdf5, String name, int... dimensions) {
    Hdf5Array array = Hdf5Array.open(hdf5, file, name, dimensions);
    if (array == null) {
      throw BadInputException.at(file.toString())
          .found("no array " + name + " among " + hdf5.getChildren().keySet())
          .expected("image_features, spatial_features and, for unequal numbers, pos_boxes")
          .remedy("Check that this file was written by bottom-up-attention-vqa's or BAN's tools.");
    }
    return array;
  }

  /** Reads here, not in the decoder: runs of rows are kept, and for one thread. */
  @Override
  public RawImage next() {
    if (given == images.size()) {
      return null;
    }
    ImageIndex.Entry image = images.get(given++);
    try {
      Regions regions = read(image);
      return new RawImage(image.name(), () -> regions);
    } catch (BadInputException e) {
      return new RawImage(
          image.name(),
          () -> {
            throw e;
          });
    }
  }

  private Regions read(ImageIndex.Entry image) {
    long[] shape = features.shape();
    long first = image.row();
    long rows = 1;
    long count = shape[1];
    if (places != null) {
      if (image.row() >= places.length / 2) {
        throw BadInputException.at(file.toString())
            .found("index %d of image '%s'".formatted(image.row(), image.name()))
            .expected("one below %d, the rows of pos_boxes".formatted(places.length / 2))
            .remedy("Use the index that was written together with the file.");
      }
      first = places[2 * (int) image.row()];
      rows = places[2 * (int) image.row() + 1] - first;
      count = rows;
    }
    int dim = (int) shape[shape.length - 1];
    if (count < 1 || dim < 1) {
      throw BadInputException.at(file.toString())
          .found("%d regions of %d features for image '%s'".formatted(count, dim, image.name()))
          .expected("at least one region")
          .remedy("Extract the regions of this image again, or leave the image out.");
    }
    float[] spatial = boxes.rows(first, rows);
    return new Regions(
        features.rows(first, rows), firstFour(spatial, (int) count), (int) count, dim);
  }

  private static float[] firstFour(float[] rows, int count) {
    int columns = rows.length / count;
    float[] out = new float[count * 4];
    for (int i = 0; i < count; i++) {
      System.arraycopy(rows, i * columns, out, i * 4, 4);
    }
    return out;
  }

  @Override
  public long offset() {
    return given;
  }

  @Override
  public void skipTo(long offset) {
    given = (int) Math.min(images.size(), offset);
  }

  @Override
  public long done() {
    return given;
  }

  @Override
  public long total() {
    return images.size();
  }

  @Override
  public long expectedImages() {
    return images.size();
  }

  @Override
  public String identity() {
    return FileIdentity.of(file) + " with " + FileIdentity.of(index);
  }

  @Override
  public void close() {
    hdf.close();
  }
}
