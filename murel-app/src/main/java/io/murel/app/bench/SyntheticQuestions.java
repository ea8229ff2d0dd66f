package io.murel.app.bench;

import io.murel.io.NdArray;
import io.murel.model.Batch;
import io.murel.nn.Torch;
import java.util.Random;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Batches of questions about images, made of random numbers of the sizes and ranges of real ones.
 *
 * @param regions regions an image, N
 * @param features features a region, V
 * @param words words of the longest question, T
 * @param allLongest whether every question has T words; otherwise lengths vary as in VQA v2, whose
 *     questions have 6.2 words on average
 * @param vocabulary number of known words
 * @param answers number of answers
 */
record SyntheticQuestions(
    int regions, int features, int words, boolean allLongest, int vocabulary, int answers) {

  private static final int SEED = 1337;
  private static final int SHORTEST = 3;
  private static final double MEAN_MORE = 3.2; // words beyond the shortest, on average

  /** A batch in the caller's scope; equal sizes give equal batches. */
  Batch batch(int size) {
    torch.manual_seed(SEED);
    Random random = new Random(SEED);
    long[] lengths = lengths(size);
    long[] ids = new long[size * words];
    for (int i = 0; i < size; i++) {
      for (int t = 0; t < lengths[i]; t++) {
        ids[i * words + t] = 1 + random.nextInt(vocabulary);
      }
    }
    long[] classes = random.longs(size, 0, answers).toArray();
    Tensor corner = torch.rand(new long[] {size, regions, 2}).mul_(half()); // [B, N, 2]
    Tensor extent = torch.rand(new long[] {size, regions, 2}).mul_(half()); // [B, N, 2]
    return new Batch(
        torch.randn(new long[] {size, regions, features}).relu_(), // [B, N, V]
        torch.cat(new TensorVector(corner, corner.add(extent)), -1), // [B, N, 4]
        null,
        Torch.tensor(NdArray.of(ids, size, words)), // [B, T]
        Torch.tensor(NdArray.of(lengths, size)), // [B]
        Torch.tensor(NdArray.of(classes, size))); // [B]
  }

  /** Words in each question of a batch; the first is the longest. */
  long[] lengths(int size) {
    Random random = new Random(SEED);
    long[] lengths = new long[size];
    for (int i = 0; i < size; i++) {
      lengths[i] = i == 0 || allLongest ? words : length(random);
    }
    return lengths;
  }

  private static Scalar half() {
    return new Scalar(0.5f);
  }

  /** A few words often, many seldom: a geometric tail, cut at the longest. */
  private int length(Random random) {
    int length = Math.min(SHORTEST, words);
    while (length < words && random.nextDouble() < MEAN_MORE / (1 + MEAN_MORE)) {
      length++;
    }
    return length;
  }
}
