package io.murel.regions.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.murel.regions.RegionSource;
import io.murel.regions.Regions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.Random;

/**
 * An image with made-up regions, as the tests write it in every layout.
 *
 * @param id its number
 * @param features {@code [count, dim]}
 * @param pixels boxes, {@code [count, 4]}
 */
record Sample(
    long id, int count, int dim, int width, int height, float[] features, float[] pixels) {

  /** Image {@code id}; the same one each time. */
  static Sample of(long id, int count, int dim) {
    Random random = new Random(id * 31 + count);
    float[] features = new float[count * dim];
    for (int i = 0; i < features.length; i++) {
      features[i] = Math.max(0, (float) random.nextGaussian());
    }
    int width = 320 + (int) (id % 320);
    int height = 240 + (int) (id % 240);
    float[] pixels = new float[count * 4];
    for (int i = 0; i < count; i++) {
      pixels[4 * i] = random.nextFloat() * width / 2;
      pixels[4 * i + 1] = random.nextFloat() * height / 2;
      pixels[4 * i + 2] = width / 2f + random.nextFloat() * width / 2;
      pixels[4 * i + 3] = height / 2f + random.nextFloat() * height / 2;
    }
    return new Sample(id, count, dim, width, height, features, pixels);
  }

  float[] fractions() {
    float[] out = new float[pixels.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = pixels[i] / (i % 2 == 0 ? width : height);
    }
    return out;
  }

  /** The line of bottom-up-attention's TSV, without its end. */
  String tsv() {
    return "%d\t%d\t%d\t%d\t%s\t%s"
        .formatted(id, width, height, count, base64(pixels), base64(features));
  }

  static String base64(float[] values) {
    return Base64.getEncoder().encodeToString(bytes(values));
  }

  static byte[] bytes(float[] values) {
    ByteBuffer out = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    out.asFloatBuffer().put(values);
    return out.array();
  }

  /** Asserts that a store has this image, bit by bit. */
  void assertIn(RegionSource store, String name) {
    Regions regions = store.regions(name);
    assertThat(regions.count()).as(name).isEqualTo(count);
    assertThat(regions.dim()).as(name).isEqualTo(dim);
    assertThat(regions.features()).as(name).isEqualTo(features);
    assertThat(regions.normBoxes()).as(name).isEqualTo(fractions());
  }
}
