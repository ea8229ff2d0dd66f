package io.murel.text;

import io.murel.BadInputException;
import io.murel.options.Nearest;
import java.util.List;

/** Cuts a question into words. Has no state: one instance serves all threads. */
@FunctionalInterface
public interface Tokenizer {

  /** The words in order; none is empty. */
  List<String> tokens(String question);

  /**
   * The tokenizer an option {@code nlp} names.
   *
   * @param nlp {@code mcb}: {@link McbTokenizer}; {@code nltk}: {@link TreebankTokenizer}; {@code
   *     default}: {@link PunctuationTokenizer}, which the original takes for every other name
   * @throws BadInputException for any other name
   */
  static Tokenizer named(String nlp) {
    return switch (nlp) {
      case "mcb" -> new McbTokenizer();
      case "nltk" -> new TreebankTokenizer();
      case "default" -> new PunctuationTokenizer();
      default ->
          throw BadInputException.at("dataset.nlp")
              .found("'" + nlp + "'")
              .expected("one of mcb, nltk, default")
              .remedy(Nearest.suggestion(nlp, List.of("mcb", "nltk", "default")));
    };
  }
}
