package io.murel.data;

import io.murel.text.Tokenizer;
import io.murel.text.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The words and answers of a training split, and how questions become numbers with them. One fixed
 * order of steps, on which published numbers depend: words are counted over all training questions,
 * before those with rare answers are dropped.
 *
 * @param tokenizer cuts questions into words
 * @param words ids of words, from 1
 * @param answers ids of answers, from 0
 */
public record VqaVocabulary(Tokenizer tokenizer, Vocabulary words, AnswerVocabulary answers) {

  /**
   * Counts words and answers.
   *
   * @param train the training split, with answers
   * @param nans how many answers to keep
   * @param minwcount words that occur more often than this are kept, the others become UNK
   */
  public static VqaVocabulary of(QuestionSet train, Tokenizer tokenizer, int nans, int minwcount) {
    // Words are made and forgotten one question after the other: half a million questions are many.
    Iterable<List<String>> questions =
        () -> train.questions().stream().map(q -> tokenizer.tokens(q.text())).iterator();
    Iterable<String> given = () -> train.annotations().stream().map(Annotation::answer).iterator();
    return new VqaVocabulary(
        tokenizer,
        Vocabulary.build(questions, minwcount),
        AnswerVocabulary.mostFrequent(given, nans));
  }

  /**
   * The training items: questions whose answer has a class, with the annotators' answers to draw
   * from.
   */
  public List<VqaItem> trainingItems(QuestionSet set) {
    List<VqaItem> out = new ArrayList<>();
    for (int i = 0; i < set.questions().size(); i++) {
      if (answers.contains(set.annotations().get(i).answer())) {
        out.add(item(set, i, true));
      }
    }
    return out;
  }

  /**
   * The items of a split to evaluate on: all questions, those with a rare answer in the last class.
   */
  public List<VqaItem> items(QuestionSet set) {
    List<VqaItem> out = new ArrayList<>(set.questions().size());
    for (int i = 0; i < set.questions().size(); i++) {
      out.add(item(set, i, false));
    }
    return out;
  }

  /** The answers of items that have no class, each once: what no network can get right. */
  public List<String> unknownAnswers(List<VqaItem> items) {
    return items.stream()
        .filter(VqaItem::hasAnswer)
        .map(VqaItem::answer)
        .filter(answer -> !answers.contains(answer))
        .distinct()
        .toList();
  }

  private VqaItem item(QuestionSet set, int index, boolean training) {
    Question question = set.questions().get(index);
    Annotation annotation = set.hasAnswers() ? set.annotations().get(index) : null;
    List<Map.Entry<String, Integer>> drawn =
        training
            ? annotation.answerCounts().entrySet().stream()
                .filter(entry -> answers.contains(entry.getKey()))
                .toList()
            : List.of();
    return new VqaItem(
        question,
        annotation,
        question.regionKey(),
        words.encode(tokenizer.tokens(question.text())),
        annotation == null ? -1 : answers.idOrLast(annotation.answer()),
        drawn.stream().mapToInt(entry -> answers.idOrLast(entry.getKey())).toArray(),
        drawn.stream().mapToInt(Map.Entry::getValue).toArray());
  }
}
