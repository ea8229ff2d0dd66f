package io.murel.model;

import io.murel.options.Options;
import io.murel.relation.MurelCellOptions;
import io.murel.relation.PairwiseOptions;
import java.util.List;
import java.util.Locale;

/**
 * Checks that the sizes in the options of a network fit each other and the features of the data,
 * before anything is computed: libtorch's own message is about two matrices and names no option.
 */
final class NetworkSizes {
  private NetworkSizes() {}

  /**
   * Checks a MuRel network.
   *
   * @param network the options it was read from, for messages
   * @param question length of the question vector, Q
   * @param features features per region, V
   * @throws io.murel.BadInputException naming the first option that does not fit
   */
  static void check(Options network, MurelNetOptions options, int question, int features) {
    int region = options.regionProjDim() == 0 ? features : options.regionProjDim();
    MurelCellOptions cell = options.cell();
    inputs(cell.fusion(), question, region, "the lengths of question and region");
    int fused = output(cell.fusion());
    Options last = cell.fusion();
    if (cell.pairwise() != null) {
      last = pairwise(cell.pairwise(), fused, options.boxEncoding().dim());
    }
    if (cell.residual() || options.nStep() > 1) {
      output(last, region, "the length of a region, which a step gives back");
    }
    int scene = output(last);
    if (options.classifFusion() != null) {
      inputs(options.classifFusion(), question, scene, "the lengths of question and scene");
    } else if (options.classifMlp().inputDim() != scene) {
      Options mlp = network.child("classif").child("mlp");
      throw mlp.wrong("input_dim", mlp.integer("input_dim"), scene + ", the length of the scene");
    }
  }

  private static Options pairwise(PairwiseOptions options, int fused, int box) {
    Options coord = options.fusionCoord();
    Options feat = options.fusionFeat();
    if (coord != null) {
      inputs(coord, box, box, "the lengths of two boxes");
    }
    if (feat != null) {
      inputs(feat, fused, fused, "the lengths of two regions after cell.fusion");
    }
    Options last = feat == null ? coord : feat;
    if (coord != null) {
      output(coord, output(last), "that of fusion_feat, to which it is added");
    }
    if (options.residual()) {
      output(last, fused, "that of cell.fusion, to which it is added");
    }
    return last;
  }

  /** The same for the attention baseline. */
  static void check(AttentionNetOptions options, int question, int features) {
    int region = options.regionProjDim() == 0 ? features : options.regionProjDim();
    AttentionOptions attention = options.attention();
    inputs(attention.fusion(), question, region, "the lengths of question and region");
    int maps = attention.mlpGlimpses() > 0 ? attention.mlpGlimpses() : output(attention.fusion());
    inputs(
        options.classifFusion(),
        question,
        Math.multiplyExact(maps, region),
        "the lengths of the question and of a region for each of %d attention maps"
            .formatted(maps));
  }

  /** Refuses a fusion whose {@code input_dims} are not these. */
  static void inputs(Options fusion, int x0, int x1, String what) {
    List<Integer> found = fusion.integers("input_dims");
    if (!found.equals(List.of(x0, x1))) {
      throw fusion.wrong(
          "input_dims", found, String.format(Locale.ROOT, "[%d, %d], %s", x0, x1, what));
    }
  }

  private static void output(Options fusion, int expected, String what) {
    if (output(fusion) != expected) {
      throw fusion.wrong("output_dim", output(fusion), expected + ", " + what);
    }
  }

  private static int output(Options fusion) {
    return fusion.positive("output_dim");
  }
}
