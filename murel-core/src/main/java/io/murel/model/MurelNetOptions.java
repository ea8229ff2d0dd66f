package io.murel.model;

import io.murel.BadInputException;
import io.murel.nn.MlpOptions;
import io.murel.options.Options;
import io.murel.relation.Aggregation;
import io.murel.relation.BoxEncoding;
import io.murel.relation.MurelCellOptions;

/**
 * Options of {@link MurelNet}, with the keys of the original's {@code model.network}.
 *
 * @param txtEnc the question encoder
 * @param selfQAtt two-glimpse attention over the words instead of the last state
 * @param selfQAttDim hidden units of that attention (512 in the original)
 * @param nStep number of cell steps, T in the paper
 * @param shared one cell for all steps, or one a step
 * @param regionProjDim regions are first projected to this many numbers; 0: taken as they are, as
 *     the original does with its 2048
 * @param boxEncoding how boxes are given to the relations; the original gives the corners
 * @param cell the cell
 * @param agg how the regions become one vector at the end
 * @param classifFusion fusion of question and scene that scores the answers; null: the MLP does
 * @param classifMlp MLP on the scene alone that scores the answers; null: the fusion does
 */
public record MurelNetOptions(
    Options txtEnc,
    boolean selfQAtt,
    int selfQAttDim,
    int nStep,
    boolean shared,
    int regionProjDim,
    BoxEncoding boxEncoding,
    MurelCellOptions cell,
    Aggregation agg,
    Options classifFusion,
    MlpOptions classifMlp) {

  /** The original's 512 hidden units in both attentions. */
  static final int ATTENTION_DIM = 512;

  public static MurelNetOptions from(Options o) {
    o.onlyKeys(
        "name",
        "txt_enc",
        "self_q_att",
        "self_q_att_dim",
        "n_step",
        "shared",
        "region_proj_dim",
        "box_encoding",
        "cell",
        "agg",
        "classif");
    Options classif = o.child("classif").onlyKeys("fusion", "mlp");
    boolean fusion = classif.has("fusion");
    if (fusion == classif.has("mlp")) {
      throw BadInputException.at(classif.path())
          .found(fusion ? "both fusion and mlp" : "neither fusion nor mlp")
          .expected("one of the two")
          .remedy(
              fusion
                  ? "Set the other one to null, in the options file or on the command line."
                  : "Give one of them in the options file.");
    }
    return new MurelNetOptions(
        o.child("txt_enc"),
        o.bool("self_q_att", false),
        o.positive("self_q_att_dim", ATTENTION_DIM),
        o.positive("n_step", 3),
        o.bool("shared", false),
        o.count("region_proj_dim", 0),
        BoxEncoding.from(o),
        MurelCellOptions.from(o.child("cell")),
        Aggregation.from(o.childOrEmpty("agg")),
        fusion ? classif.child("fusion") : null,
        fusion ? null : MlpOptions.from(classif.child("mlp")));
  }
}
