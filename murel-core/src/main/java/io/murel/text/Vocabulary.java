package io.murel.text;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Words and their ids. Id 0 is padding, words are counted from 1. A word that is not there is read
 * as {@link #UNKNOWN}; where a word stands twice (a question may contain the word UNK) the later id
 * is the one {@link #wid} gives.
 */
public final class Vocabulary {

  /** What stands for every rare or unseen word. */
  public static final String UNKNOWN = "UNK";

  /** The id behind the last word of a question. */
  public static final int PADDING = 0;

  private final List<String> words;
  private final Map<String, Integer> wids = new HashMap<>();

  private Vocabulary(List<String> words) {
    this.words = words;
    for (int i = 0; i < words.size(); i++) {
      wids.put(words.get(i), i + 1);
    }
    if (!wids.containsKey(UNKNOWN)) {
      throw new IllegalArgumentException("a vocabulary needs the word " + UNKNOWN);
    }
  }

  /**
   * A stored vocabulary.
   *
   * @param words the word of each id 1, 2, ...; UNK among them
   */
  public static Vocabulary of(List<String> words) {
    return new Vocabulary(List.copyOf(words));
  }

  /**
   * Collects the words of questions, ordered by code point, UNK last.
   *
   * @param questions the words of each
   * @param minCount words are kept that occur more often than this (the option {@code minwcount})
   */
  public static Vocabulary build(Iterable<? extends Collection<String>> questions, int minCount) {
    Map<String, Integer> counts = new HashMap<>();
    for (Collection<String> question : questions) {
      question.forEach(word -> counts.merge(word, 1, Integer::sum));
    }
    List<String> words = new ArrayList<>();
    counts.forEach(
        (word, count) -> {
          if (count > minCount) {
            words.add(word);
          }
        });
    words.sort(CodePoints.ORDER);
    words.add(UNKNOWN);
    return new Vocabulary(List.copyOf(words));
  }

  /** This vocabulary followed by the words of another that are new to it: for joined sets. */
  public Vocabulary extendedBy(Vocabulary other) {
    List<String> joined = new ArrayList<>(words);
    Set<String> added = new LinkedHashSet<>(other.words);
    added.removeAll(wids.keySet());
    joined.addAll(added);
    return new Vocabulary(List.copyOf(joined));
  }

  /** The word of each id 1, 2, ... */
  public List<String> words() {
    return words;
  }

  /** Number of words, padding not counted: the largest id. */
  public int size() {
    return words.size();
  }

  /** The word of an id from 1 to {@link #size()}. */
  public String word(int wid) {
    return words.get(wid - 1);
  }

  /** The id of a word, or of UNK. */
  public int wid(String word) {
    Integer wid = wids.get(word);
    return wid == null ? wids.get(UNKNOWN) : wid;
  }

  public boolean contains(String word) {
    return wids.containsKey(word);
  }

  /** The ids of words. */
  public long[] encode(List<String> tokens) {
    return tokens.stream().mapToLong(this::wid).toArray();
  }

  /** The words with UNK in place of those that are not there. */
  public List<String> withUnknowns(List<String> tokens) {
    return tokens.stream().map(token -> contains(token) ? token : UNKNOWN).toList();
  }
}
