package io.murel.text;

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

  /** Reads {@code name, type, dropout, fixed_emb, dir_st, embedding_dim, hidden_dim}. */
  public static TextEncoderOptions from(Options options) {
    options.onlyKeys(
        "name", "type", "dropout", "fixed_emb", "dir_st", "embedding_dim", "hidden_dim");
    String name = options.choice("name", "skipthoughts", List.of("skipthoughts", "gru"));
    boolean skipThoughts = name.equals("skipthoughts");
    String type = skipThoughts ? options.choice("type", "BayesianUniSkip", TYPES) : null;
    Integer hiddenDim = size(options, "hidden_dim");
    if ("BiSkip".equals(type) && hiddenDim != null && hiddenDim % 2 != 0) {
      throw options.wrong(
          "hidden_dim", hiddenDim, "an even number, half of it for each direction of BiSkip");
    }
    return new TextEncoderOptions(
        name,
        type,
        options.probability("dropout", skipThoughts ? 0.25 : 0),
        options.bool("fixed_emb", false),
        skipThoughts && options.has("dir_st") ? Path.of(options.string("dir_st")) : null,
        size(options, "embedding_dim"),
        hiddenDim);
  }

  private static Integer size(Options options, String key) {
    return options.has(key) ? Integer.valueOf(options.positive(key)) : null;
  }

  boolean bidirectional() {
    return "BiSkip".equals(type);
  }
}
