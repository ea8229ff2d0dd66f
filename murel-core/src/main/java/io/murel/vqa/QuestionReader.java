package io.murel.vqa;

import io.murel.BadInputException;
import io.murel.text.Tokenizer;
import io.murel.text.Vocabulary;
import java.util.List;
import java.util.Locale;

/**
 * From a question to the ids of its words.
 *
 * @param tokenizer as in training
 * @param words of the training questions
 */
record QuestionReader(Tokenizer tokenizer, Vocabulary words) {

  /** People ask in 25 words at most. */
  private static final int MOST_WORDS = 100;

  private static final int MOST_CHARACTERS = 2000;

  /**
   * The ids; words that training did not have become UNK.
   *
   * @throws BadQuestionException if there are no words, too many, or none of them is known
   */
  long[] read(String question) {
    if (question.length() > MOST_CHARACTERS) {
      throw tooLong(question.length() + " characters", "at most " + MOST_CHARACTERS);
    }
    List<String> tokens = tokenizer.tokens(question);
    if (tokens.isEmpty()) {
      throw bad(
          question.isBlank() ? "nothing" : "no words in " + Quoted.text(question),
          "a question in words",
          "Ask, for instance: What color is it?");
    }
    if (tokens.size() > MOST_WORDS) {
      throw tooLong(tokens.size() + " words", "at most " + MOST_WORDS);
    }
    if (tokens.stream().noneMatch(words::contains)) {
      throw bad(
          "only words that the model has never seen in " + Quoted.text(question),
          String.format(
              Locale.ROOT, "some of the %,d words of its training questions", words.size()),
          "Ask in the language and the words it was trained with.");
    }
    return words.encode(tokens);
  }

  private static BadQuestionException tooLong(String found, String expected) {
    return bad(found, expected, "Ask one short question.");
  }

  private static BadQuestionException bad(String found, String expected, String remedy) {
    return new BadQuestionException(
        BadInputException.at("the question").found(found).expected(expected).remedy(remedy));
  }

  /** The words of a question that training did not have, in order, each once. */
  List<String> unknown(String question) {
    return tokenizer.tokens(question).stream()
        .filter(word -> !words.contains(word))
        .distinct()
        .toList();
  }
}
