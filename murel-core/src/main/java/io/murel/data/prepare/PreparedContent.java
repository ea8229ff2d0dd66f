package io.murel.data.prepare;

import io.murel.data.Annotation;
import io.murel.data.AnswerVocabulary;
import io.murel.data.Question;
import io.murel.data.VqaItem;
import io.murel.data.VqaVocabulary;
import io.murel.text.Tokenizer;
import io.murel.text.Vocabulary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** How vocabularies and items are written and read. */
final class PreparedContent {
  private PreparedContent() {}

  static void write(VqaVocabulary vocabulary, CompactOutput out) throws IOException {
    out.sharedList(vocabulary.words().words());
    out.sharedList(vocabulary.answers().answers());
  }

  static VqaVocabulary readVocabulary(CompactInput in, Tokenizer tokenizer) {
    Vocabulary words = Vocabulary.of(in.sharedList());
    return new VqaVocabulary(tokenizer, words, new AnswerVocabulary(in.sharedList()));
  }

  static void write(List<VqaItem> items, CompactOutput out) throws IOException {
    out.number(items.size());
    for (VqaItem item : items) {
      write(item.question(), out);
      out.number(item.wordIds().length);
      for (long word : item.wordIds()) {
        out.number(word);
      }
      out.number(item.hasAnswer() ? 1 : 0);
      if (item.hasAnswer()) {
        write(item.annotation(), out);
      }
      out.signed(item.answerId());
      out.number(item.answerIds().length);
      for (int i = 0; i < item.answerIds().length; i++) {
        out.number(item.answerIds()[i]);
        out.number(item.answerCounts()[i]);
      }
    }
  }

  static List<VqaItem> readItems(CompactInput in) {
    int count = in.count();
    List<VqaItem> items = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      items.add(readItem(in));
    }
    return items;
  }

  private static VqaItem readItem(CompactInput in) {
    Question question = readQuestion(in);
    long[] words = new long[in.count()];
    for (int i = 0; i < words.length; i++) {
      words[i] = in.number();
    }
    Annotation annotation = in.number() == 1 ? readAnnotation(in, question.id()) : null;
    int answerId = (int) in.signed();
    int[] answerIds = new int[in.count()];
    int[] answerCounts = new int[answerIds.length];
    for (int i = 0; i < answerIds.length; i++) {
      answerIds[i] = in.integer();
      answerCounts[i] = in.integer();
    }
    String key = question.regionKey();
    return new VqaItem(question, annotation, key, words, answerId, answerIds, answerCounts);
  }

  private static void write(Question question, CompactOutput out) throws IOException {
    out.signed(question.id());
    out.signed(question.imageId());
    out.shared(question.imageName());
    out.shared(question.regionKey());
    out.text(question.text());
  }

  private static Question readQuestion(CompactInput in) {
    return new Question(in.signed(), in.signed(), in.shared(), in.shared(), in.text());
  }

  private static void write(Annotation annotation, CompactOutput out) throws IOException {
    out.shared(annotation.answer());
    out.shared(annotation.questionType());
    out.shared(annotation.answerType());
    out.sharedList(annotation.humanAnswers());
  }

  private static Annotation readAnnotation(CompactInput in, long questionId) {
    String answer = in.shared();
    String questionType = in.shared();
    String answerType = in.shared();
    return new Annotation(questionId, answer, in.sharedList(), questionType, answerType);
  }
}
