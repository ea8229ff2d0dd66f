package io.murel.data;

import io.murel.io.NdArray;
import java.util.List;

/**
 * The words of several questions side by side, as a batch has them: shorter questions are followed
 * by zeros.
 *
 * @param ids {@code [questions, T]}; T is at least 1, since a recurrent network needs a step
 * @param lengths words in each question, {@code [questions]}
 */
public record PaddedWords(NdArray ids, NdArray lengths) {

  /**
   * Copies the words.
   *
   * @param questions the word ids of each, at least one question
   */
  public static PaddedWords of(List<long[]> questions) {
    int longest = Math.max(1, questions.stream().mapToInt(q -> q.length).max().orElseThrow());
    long[] ids = new long[questions.size() * longest];
    long[] lengths = new long[questions.size()];
    for (int i = 0; i < lengths.length; i++) {
      long[] words = questions.get(i);
      System.arraycopy(words, 0, ids, i * longest, words.length);
      lengths[i] = words.length;
    }
    return new PaddedWords(
        NdArray.of(ids, lengths.length, longest), NdArray.of(lengths, lengths.length));
  }
}
