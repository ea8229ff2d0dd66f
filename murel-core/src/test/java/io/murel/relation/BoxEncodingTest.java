package io.murel.relation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.murel.nn.Torch;
import io.murel.options.Options;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class BoxEncodingTest {

  /** Boxes around (0.25, 0.5) and (0.75, 0.9). */
  private static Tensor boxes() {
    return Torch.tensor(new float[] {0.1f, 0.4f, 0.4f, 0.6f, 0.7f, 0.8f, 0.8f, 1}, 1, 2, 4);
  }

  @Test
  void cornersAreTheBoxAsItIs() {
    try (PointerScope scope = new PointerScope()) {
      Tensor boxes = boxes();
      assertThat(BoxEncoding.CORNERS.dim()).isEqualTo(4);
      assertThat(Torch.floats(BoxEncoding.CORNERS.encode(boxes))).isEqualTo(Torch.floats(boxes));
    }
  }

  @Test
  void fourierAddsSinesAndCosinesOfHalfOneAndTwoWavesOfTheCentre() {
    try (PointerScope scope = new PointerScope()) {
      Tensor encoded = BoxEncoding.FOURIER.encode(boxes());
      assertThat(encoded.shape()).containsExactly(1, 2, BoxEncoding.FOURIER.dim());
      double h = Math.sqrt(0.5);
      float[] first = Torch.floats(encoded.select(1, 0));
      assertThat(first)
          .containsExactly(
              new float[] {
                0.1f, 0.4f, 0.4f, 0.6f, // corners
                (float) h, 1, (float) h, 0, // half a wave: sin x, sin y, cos x, cos y
                1, 0, 0, -1, // one
                0, 0, -1, 1 // two
              },
              within(1e-6f));
    }
  }

  @Test
  void productsOfWavesGiveTheDistanceOfTwoBoxesAlone() {
    try (PointerScope scope = new PointerScope()) {
      double distance = 0.5; // of the two centres in x
      float[] numbers = Torch.floats(BoxEncoding.FOURIER.encode(boxes()));
      int dim = BoxEncoding.FOURIER.dim();
      for (int wave = 0; wave < 3; wave++) {
        int sine = 4 + 4 * wave;
        int cosine = sine + 2;
        double kernel =
            numbers[sine] * numbers[dim + sine] + numbers[cosine] * numbers[dim + cosine];
        assertThat(kernel).isCloseTo(Math.cos(Math.PI * (1 << wave) * distance), within(1e-6));
      }
    }
  }

  @Test
  void readsItsOption() {
    assertThat(BoxEncoding.from(Options.of(Map.of()))).isEqualTo(BoxEncoding.CORNERS);
    assertThat(BoxEncoding.from(Options.of(Map.of("box_encoding", "fourier"))))
        .isEqualTo(BoxEncoding.FOURIER);
    assertThatThrownBy(() -> BoxEncoding.from(Options.of(Map.of("box_encoding", "forier"))))
        .hasMessage(
            "box_encoding: found 'forier', expected one of corners, fourier."
                + " Did you mean 'fourier'?");
  }
}
