package io.murel.relation;

import io.murel.options.Options;
import java.util.List;
import java.util.Locale;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * How a box is given to the relations.
 *
 * <p>The original gives its four corners. A bilinear form of two boxes' corners can tell which is
 * further left, but not how far apart they are: a squared distance has terms {@code x_i^2} and
 * {@code x_j^2} that no product of one linear map of each box contains. Waves of the centre make
 * the distance bilinear, because {@code cos k(x_i - x_j) = cos kx_i cos kx_j + sin kx_i sin kx_j}.
 */
public enum BoxEncoding {
  /** x1, y1, x2, y2 as fractions of the image: the original. */
  CORNERS(4),
  /** The corners, and sine and cosine of half, one and two waves of the centre across the image. */
  FOURIER(4 + 2 * 2 * 3);

  private static final double[] FREQUENCIES = {Math.PI, 2 * Math.PI, 4 * Math.PI};

  private final int dim;

  BoxEncoding(int dim) {
    this.dim = dim;
  }

  /** Reads {@code box_encoding: corners}. */
  public static BoxEncoding from(Options o) {
    String name = o.choice("box_encoding", "corners", List.of("corners", "fourier"));
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** Numbers per box. */
  public int dim() {
    return dim;
  }

  /** {@code [..., 4] -> [..., dim]}. */
  public Tensor encode(Tensor corners) {
    if (this == CORNERS) {
      return corners;
    }
    Tensor low = corners.narrow(-1, 0, 2); // [..., 2]
    Tensor centre = low.add(corners.narrow(-1, 2, 2)).mul(new Scalar(0.5)); // [..., 2]
    TensorVector parts = new TensorVector(corners);
    for (double frequency : FREQUENCIES) {
      Tensor phase = centre.mul(new Scalar(frequency));
      parts.push_back(phase.sin());
      parts.push_back(phase.cos());
    }
    return torch.cat(parts, -1);
  }
}
