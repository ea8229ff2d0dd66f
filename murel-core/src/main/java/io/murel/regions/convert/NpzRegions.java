package io.murel.regions.convert;

import io.murel.BadInputException;
import io.murel.io.NdArray;
import io.murel.io.Npz;
import io.murel.regions.Regions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * One image in the npz layout of openvqa ({@code x [V, N]}) and bottom-up-attention.pytorch ({@code
 * x [N, V]}), with {@code bbox [N, 4]} in pixels, {@code image_w} and {@code image_h}. The boxes
 * tell which way {@code x} lies.
 */
final class NpzRegions {
  private NpzRegions() {}

  static Regions read(Path file, String imageName) throws IOException {
    try (Npz npz = Npz.open(file)) {
      NdArray x = npz.get("x");
      NdArray boxes = npz.get("bbox");
      long[] shape = x.shape();
      boolean matrices =
          shape.length == 2 && boxes.shape().length == 2 && boxes.shape()[1] == 4 && x.numel() > 0;
      long count = boxes.shape().length == 0 ? 0 : boxes.shape()[0];
      if (!matrices || (shape[0] != count && shape[1] != count)) {
        throw BadInputException.at(file.toString())
            .found(
                "x %s and bbox %s of image '%s'"
                    .formatted(Arrays.toString(shape), Arrays.toString(boxes.shape()), imageName))
            .expected("x [features, regions] and bbox [regions, 4]")
            .remedy("Extract the regions of this image again, or leave the image out.");
      }
      int regions = Math.toIntExact(count);
      int dim = Math.toIntExact(x.numel() / count);
      float[] features = shape[1] == count ? transposed(x.floats(), dim, regions) : x.floats();
      double width = scalar(npz, "image_w", file);
      double height = scalar(npz, "image_h", file);
      float[] norm =
          PixelBoxes.normalize(file.toString(), imageName, boxes.floats(), width, height);
      return new Regions(features, norm, regions, dim);
    }
  }

  private static float[] transposed(float[] values, int rows, int columns) {
    float[] out = new float[values.length];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        out[c * rows + r] = values[r * columns + c];
      }
    }
    return out;
  }

  private static double scalar(Npz npz, String name, Path file) throws IOException {
    NdArray array = npz.get(name);
    if (array.numel() != 1) {
      throw BadInputException.at(file.toString())
          .found(name + " of shape " + Arrays.toString(array.shape()))
          .expected("one number")
          .remedy("Extract the regions of this image again, or leave the image out.");
    }
    return array.doubles()[0];
  }
}
