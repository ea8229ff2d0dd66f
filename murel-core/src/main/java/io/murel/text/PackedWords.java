package io.murel.text;

import io.murel.nn.Torch;
import java.util.Comparator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Which of the {@code B * T} places of a padded batch hold words, in the order a recurrence visits
 * them: step after step, in each step the longest question first. So the words of a step lie
 * together, and each follows the same question's word of the step before: the first rows of it.
 *
 * @param batch B
 * @param length T
 * @param counts words in each step, never growing; W in all
 * @param order the questions, longest first, {@code [B]} int64
 * @param places {@code b * T + t} of each word, {@code [W]} int64
 * @param questions b of each word, {@code [W]} int64
 */
record PackedWords(
    long batch, long length, long[] counts, Tensor order, Tensor places, Tensor questions) {

  /**
   * @param question word ids, {@code [B, T]}
   * @param lengths words in each, {@code [B]} or {@code [B, 1]} int64, of which 0 counts as T;
   *     null: all T, padding included
   */
  static PackedWords of(Tensor question, Tensor lengths) {
    int batch = (int) question.size(0);
    int length = (int) question.size(1);
    long[] words = new long[batch];
    for (int b = 0; b < batch; b++) {
      words[b] = length;
    }
    if (lengths != null) {
      long[] given = Torch.longs(lengths);
      for (int b = 0; b < batch; b++) {
        words[b] = given[b] == 0 ? length : given[b];
      }
    }
    int[] order =
        IntStream.range(0, batch)
            .boxed()
            .sorted(Comparator.comparingLong(b -> -words[b])) // stable
            .mapToInt(Integer::intValue)
            .toArray();
    long[] counts =
        IntStream.range(0, (int) words[order[0]])
            .mapToLong(t -> LongStream.of(words).filter(w -> w > t).count())
            .toArray();
    int total = (int) LongStream.of(counts).sum();
    long[] places = new long[total];
    long[] questions = new long[total];
    int w = 0;
    for (int t = 0; t < counts.length; t++) {
      for (int i = 0; i < counts[t]; i++, w++) {
        questions[w] = order[i];
        places[w] = (long) order[i] * length + t;
      }
    }
    return new PackedWords(
        batch,
        length,
        counts,
        index(question, IntStream.of(order).asLongStream().toArray()),
        index(question, places),
        index(question, questions));
  }

  private static Tensor index(Tensor like, long[] values) {
    return Torch.tensor(values, values.length).to(like.device(), like.scalar_type());
  }

  /** W. */
  long size() {
    return places.size(0);
  }

  /** {@code [B, T, ...] -> [W, ...]}. */
  Tensor pack(Tensor padded) {
    return padded.flatten(0, 1).index_select(0, places);
  }

  /** {@code [W, H] -> [B, T, H]}, zeros in the other places. */
  Tensor unpack(Tensor packed) {
    long width = packed.size(1);
    Tensor zeros = torch.zeros(new long[] {batch * length, width}, packed.options());
    return zeros.index_copy(0, places, packed).view(batch, length, width);
  }

  /** For each word of the second step and later ones the row of the word before it. */
  Tensor previous() {
    long[] rows = new long[(int) (size() - counts[0])];
    int w = 0;
    long start = 0;
    for (int t = 1; t < counts.length; t++) {
      for (int i = 0; i < counts[t]; i++) {
        rows[w++] = start + i;
      }
      start += counts[t - 1];
    }
    return index(places, rows);
  }

  /** The rows of each step, views. */
  Tensor[] steps(Tensor packed) {
    return packed.split_with_sizes(counts, 0).get();
  }
}
