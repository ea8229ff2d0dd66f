package io.murel.text;

import io.murel.BadInputException;
import io.murel.options.Options;
import java.nio.file.Path;
import java.util.List;

/**
 * The options {@code model.network.txt_enc.*}.
 *
 * @param name {@code skipthoughts} or {@code gru}
 * @param type which skip-thoughts encoder; null for {@code gru}
 * @param dropout on words and states (DropUniSkip, BayesianUniSkip) or on words (gru); UniSkip and
 *     BiSkip ignore it, as the original's GRU of one layer does
 * @param fixedEmb whether the word vectors stay as they are
 * @param dirSt folder of the skip-thoughts files; null for random weights
 * @param embeddingDim E; null: from the files, or the default
 * @param hiddenDim H, of both directions together; null: from the files, or the default
 */
public record TextEncoderOptions(
    String name,
    String type,
    double dropout,
    boolean fixedEmb,
    Path dirSt,
    Integer embeddingDim,
    Integer hiddenDim) {

  private static final List<String> TYPES =
      List.of("UniSkip", "DropUniSkip", "BayesianUniSkip", "BiSkip");

  public TextEncoderOptions {
    if ("BiSkip".equals(type) && hiddenDim != null && hiddenDim % 2 != 0) {
      throw BadInputException.at("hidden_dim")
          .found(hiddenDim)
          .expected("an even number: half of it for each direction of BiSkip")
          .remedy("Choose the next even number.");
    }
  }

  /** Reads {@code name, type, dropout, fixed_emb, dir_st, embedding_dim, hidden_dim}. */
  public static TextEncoderOptions from(Options options) {
    options.onlyKeys(
        "name", "type", "dropout", "fixed_emb", "dir_st", "embedding_dim", "hidden_dim");
    String name = options.choice("name", "skipthoughts", List.of("skipthoughts", "gru"));
    boolean skipThoughts = name.equals("skipthoughts");
    return new TextEncoderOptions(
        name,
        skipThoughts ? options.choice("type", "BayesianUniSkip", TYPES) : null,
        options.probability("dropout", skipThoughts ? 0.25 : 0),
        options.bool("fixed_emb", false),
        skipThoughts && options.has("dir_st") ? Path.of(options.string("dir_st")) : null,
        options.has("embedding_dim") ? Integer.valueOf(options.positive("embedding_dim")) : null,
        options.has("hidden_dim") ? Integer.valueOf(options.positive("hidden_dim")) : null);
  }

  boolean bidirectional() {
    return "BiSkip".equals(type);
  }
}
