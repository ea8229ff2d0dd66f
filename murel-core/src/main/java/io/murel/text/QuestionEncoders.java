package io.murel.text;

import io.murel.BadInputException;
import io.murel.options.Options;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From options to a question encoder. */
public final class QuestionEncoders {
  private QuestionEncoders() {}

  private static final Logger LOG = LoggerFactory.getLogger(QuestionEncoders.class);

  /** Sizes of the published skip-thoughts models, and what a plain GRU has unless told. */
  private static final int SKIP_THOUGHTS_EMBEDDING = 620;

  private static final int SKIP_THOUGHTS_HIDDEN = 2400;
  private static final int GRU_EMBEDDING = 300;
  private static final int GRU_HIDDEN = 1024;

  /**
   * The encoder the options describe.
   *
   * @param txtEnc {@code model.network.txt_enc}
   * @param words the word of each id 1, 2, ... (id 0 is padding)
   * @throws BadInputException for an unknown option or type, or skip-thoughts files that are
   *     damaged, incomplete or of other sizes than the options ask for
   */
  public static QuestionEncoder create(Options txtEnc, List<String> words) {
    TextEncoderOptions options = TextEncoderOptions.from(txtEnc);
    return options.name().equals("gru")
        ? gru(options, words.size())
        : skipThoughts(options, weights(txtEnc, options, words));
  }

  /**
   * The encoder the options describe with random weights, for those who have others to put there:
   * no skip-thoughts files are read.
   *
   * @param words size of the vocabulary, padding not counted
   * @throws BadInputException for an unknown option or type
   */
  public static QuestionEncoder blank(Options txtEnc, int words) {
    TextEncoderOptions options = TextEncoderOptions.from(txtEnc);
    return options.name().equals("gru")
        ? gru(options, words)
        : skipThoughts(options, random(options, words));
  }

  private static QuestionEncoder gru(TextEncoderOptions options, int words) {
    return new GruEncoder(
        words,
        or(options.embeddingDim(), GRU_EMBEDDING),
        or(options.hiddenDim(), GRU_HIDDEN),
        options.dropout(),
        options.fixedEmb());
  }

  private static QuestionEncoder skipThoughts(
      TextEncoderOptions options, SkipThoughtsWeights weights) {
    return switch (options.type()) {
      case "UniSkip" -> new UniSkip(weights, options.fixedEmb());
      case "DropUniSkip" -> new DropUniSkip(weights, options.fixedEmb(), options.dropout());
      case "BiSkip" -> new BiSkip(weights, options.fixedEmb());
      default -> new BayesianUniSkip(weights, options.fixedEmb(), options.dropout());
    };
  }

  private static SkipThoughtsWeights weights(
      Options txtEnc, TextEncoderOptions options, List<String> words) {
    SkipThoughtsFiles files =
        options.dirSt() == null
            ? null
            : new SkipThoughtsFiles(options.dirSt(), options.bidirectional());
    if (files != null && files.present()) {
      try {
        SkipThoughtsWeights weights = files.read(words);
        require(txtEnc, "embedding_dim", options.embeddingDim(), weights.embeddingDim(), files);
        require(txtEnc, "hidden_dim", options.hiddenDim(), weights.hiddenDim(), files);
        return weights;
      } catch (IOException e) {
        throw BadInputException.at(files.folder().toString())
            .found("a file that cannot be read (" + e.getMessage() + ")")
            .expected("readable skip-thoughts files")
            .remedy("Check their permissions and the disk.", e);
      }
    }
    LOG.warn(
        "{} starts from random weights: {}. To start from the published ones set {} to a folder"
            + " with dictionary.txt, {}.",
        options.type(),
        files == null ? "no folder is set" : "no skip-thoughts files in " + files.folder(),
        txtEnc.name("dir_st"),
        options.bidirectional() ? "btable.npy and bi_skip.npz" : "utable.npy and uni_skip.npz");
    return random(options, words.size());
  }

  private static SkipThoughtsWeights random(TextEncoderOptions options, int words) {
    int hidden = or(options.hiddenDim(), SKIP_THOUGHTS_HIDDEN);
    return SkipThoughtsWeights.random(
        words,
        or(options.embeddingDim(), SKIP_THOUGHTS_EMBEDDING),
        options.bidirectional() ? hidden / 2 : hidden,
        options.bidirectional());
  }

  private static int or(Integer given, int fallback) {
    return given == null ? fallback : given;
  }

  private static void require(
      Options txtEnc, String key, Integer asked, int stored, SkipThoughtsFiles files) {
    if (asked != null && asked != stored) {
      throw BadInputException.at(txtEnc.name(key))
          .found(asked)
          .expected(stored + ", the size of the files in " + files.folder())
          .remedy("Leave the option out, or set dir_st to null to start from random weights.");
    }
  }
}
