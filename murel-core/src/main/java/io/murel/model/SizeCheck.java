package io.murel.model;

import io.murel.options.Options;
import io.murel.relation.MurelCellOptions;
import io.murel.relation.PairwiseOptions;
import java.util.List;

/**
 * Checks that each part of a network takes in what the one before it puts out, so that options that
 * do not fit are named before anything is computed.
 */
final class SizeCheck {

  private final int question;

  /**
   * @param question length of the encoded question, Q
   */
  SizeCheck(int question) {
    this.question = question;
  }

  /**
   * @param network the options the others were read from, for messages
   * @param visualDim features per region, V
   */
  void murel(Options network, MurelNetOptions o, int visualDim) {
    int regions = o.regionProjDim() > 0 ? o.regionProjDim() : visualDim;
    int related = cell(o.cell(), regions, o.boxEncoding().dim(), o.nStep() > 1);
    if (o.classifFusion() != null) {
      inputs(o.classifFusion(), question, related, "question and scene");
    } else if (o.classifMlp().inputDim() != related) {
      Options mlp = network.child("classif").child("mlp");
      throw mlp.wrong("input_dim", o.classifMlp().inputDim(), related + ", the size of the scene");
    }
  }

  /** The size of the regions after the cell. */
  private int cell(MurelCellOptions cell, int regions, int box, boolean repeated) {
    inputs(cell.fusion(), question, regions, "question and region");
    int fused = cell.fusion().positive("output_dim");
    Options last = cell.fusion();
    int out = fused;
    if (cell.pairwise() != null) {
      PairwiseOptions pairwise = cell.pairwise();
      Options coord = pairwise.fusionCoord();
      Options feat = pairwise.fusionFeat();
      if (coord != null) {
        inputs(coord, box, box, "two encoded boxes");
      }
      if (feat != null) {
        inputs(feat, fused, fused, "two fused regions");
      }
      last = feat != null ? feat : coord;
      out = last.positive("output_dim");
      if (coord != null) {
        output(coord, out, "as that of fusion_feat");
      }
      if (pairwise.residual()) {
        output(last, fused, "as that of the cell's fusion, to which it is added");
      }
    }
    if (cell.residual() || repeated) {
      output(last, regions, "the size of a region before the cell");
    }
    return out;
  }

  /**
   * @param visualDim features per region, V
   */
  void attention(AttentionNetOptions o, int visualDim) {
    int regions = o.regionProjDim() > 0 ? o.regionProjDim() : visualDim;
    Options fusion = o.attention().fusion();
    inputs(fusion, question, regions, "question and region");
    int mlp = o.attention().mlpGlimpses();
    int glimpses = mlp > 0 ? mlp : fusion.positive("output_dim");
    inputs(o.classifFusion(), question, glimpses * regions, "question and attended regions");
  }

  private static void inputs(Options fusion, int x0, int x1, String meaning) {
    List<Integer> expected = List.of(x0, x1);
    List<Integer> found = fusion.integers("input_dims");
    if (!found.equals(expected)) {
      throw fusion.wrong("input_dims", found, expected + " for " + meaning);
    }
  }

  private static void output(Options fusion, int expected, String meaning) {
    int found = fusion.positive("output_dim");
    if (found != expected) {
      throw fusion.wrong("output_dim", found, expected + ", " + meaning);
    }
  }
}
