package io.murel.regions;

import io.murel.BadInputException;
import io.murel.io.DType;
import io.murel.io.NdArray;
import io.murel.io.pth.PthReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The original's region files, one {@code torch.save} file an image: a dict with {@code pooled_feat
 * [N, V]} and {@code norm_rois [N, 4]} (x1, y1, x2, y2 as fractions of the image). What else is in
 * it ({@code rois}, {@code cls}, {@code cls_scores}) is not needed.
 */
public final class PthRegions {
  private PthRegions() {}

  private static final String FEATURES = "pooled_feat";
  private static final String BOXES = "norm_rois";

  /**
   * Reads a file.
   *
   * @param imageName for messages
   * @throws BadInputException if it is damaged, of another layout, or a feature or box is unusable
   */
  public static Regions read(Path file, String imageName) throws IOException {
    Map<?, ?> dict = PthReader.readDict(file);
    String where = file.toString();
    NdArray features = matrix(dict, FEATURES, where, imageName);
    NdArray boxes = matrix(dict, BOXES, where, imageName);
    long count = features.shape()[0];
    long dim = features.shape()[1];
    if (count == 0 || dim == 0 || !Arrays.equals(boxes.shape(), new long[] {count, 4})) {
      throw BadInputException.at(where)
          .found(
              "%s %s and %s %s of image '%s'"
                  .formatted(
                      FEATURES,
                      Arrays.toString(features.shape()),
                      BOXES,
                      Arrays.toString(boxes.shape()),
                      imageName))
          .expected("at least one region, and a box for each")
          .remedy("Extract the regions of this image again, or leave the image out.");
    }
    Regions regions =
        new Regions(features.floats(), boxes.floats(), (int) count, Math.toIntExact(dim));
    RegionChecks.finite(where, imageName, regions.features(), regions.dim());
    RegionChecks.boxes(where, imageName, regions.normBoxes());
    return regions;
  }

  private static NdArray matrix(Map<?, ?> dict, String key, String where, String imageName) {
    if (dict.get(key) instanceof NdArray array
        && array.shape().length == 2
        && (array.dtype() == DType.F32
            || array.dtype() == DType.F16
            || array.dtype() == DType.F64)) {
      return array;
    }
    String found =
        dict.get(key) instanceof NdArray array
            ? "%s of shape %s in %s".formatted(key, Arrays.toString(array.shape()), array.dtype())
            : "no tensor '%s' among %s".formatted(key, keys(dict));
    throw BadInputException.at(where)
        .found(found + ", image '" + imageName + "'")
        .expected("a matrix of floating-point numbers")
        .remedy("Check that this is a region file of the original: pooled_feat and norm_rois.");
  }

  private static String keys(Map<?, ?> dict) {
    return dict.keySet().stream().limit(10).map(String::valueOf).collect(Collectors.joining(", "));
  }
}
