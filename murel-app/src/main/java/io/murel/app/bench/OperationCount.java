package io.murel.app.bench;

import io.murel.fusion.Block;
import io.murel.model.MurelNetOptions;
import io.murel.options.Options;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts the operations that a batch needs at least, in matrix products. What depends on one region
 * is counted once a region, what depends on positions once for all steps of a shared cell, words
 * without padding, and the gradient of a maximum only where the winners are. For networks of BLOCK
 * fusions with one shared cell and skip-thoughts.
 */
final class OperationCount {

  private static final int EMBEDDING = 620; // of skip-thoughts
  private static final int HIDDEN = 2400;
  private static final int GATES = 3;
  private static final int BACKWARD = 2; // products of the same size for the gradients of one
  private static final int ADAM_PASSES = 7; // reads of 4 vectors of parameters, writes of 3
  private static final int FLOAT = 4;

  private final boolean training;
  private final List<Floor.Part> parts = new ArrayList<>();

  private OperationCount(boolean training) {
    this.training = training;
  }

  /** Whether the network is one of those that can be counted. */
  static boolean counts(Options network) {
    Options cell = network.childOrEmpty("cell");
    Options pairwise = cell.childOrEmpty("pairwise");
    return network.string("name", "murel_net").equals("murel_net")
        && network.bool("shared", false)
        && network.child("txt_enc").string("name", "skipthoughts").equals("skipthoughts")
        && isBlock(cell.childOrEmpty("fusion"))
        && isBlock(pairwise.childOrEmpty("fusion_feat"))
        && isBlock(pairwise.childOrEmpty("fusion_coord"))
        && isBlock(network.childOrEmpty("classif").childOrEmpty("fusion"));
  }

  private static boolean isBlock(Options fusion) {
    return fusion.string("type", "").equals("block");
  }

  /**
   * Counts.
   *
   * @param network of the kind that {@link #counts}
   * @param questions B
   * @param regions N
   * @param words of all questions together, without padding
   * @param longest words of the longest question
   * @param parameters trained by the step; 0: only answers are asked for
   */
  static Floor of(
      Options network, long questions, long regions, long words, long longest, long parameters) {
    OperationCount count = new OperationCount(parameters > 0);
    count.question(network, words, longest);
    count.cell(network, questions, regions);
    Block.Config classifier = Block.Config.from(network.child("classif").child("fusion"));
    count.dense(
        "classifier",
        product(questions, classifier.dims().x0(), classifier.mmDim())
            + product(questions, classifier.dims().x1(), classifier.mmDim())
            + 2 * merges(questions, classifier)
            + product(questions, classifier.mmDim(), classifier.dims().output()));
    if (parameters > 0) {
      double bytes = (double) parameters * FLOAT * ADAM_PASSES;
      count.parts.add(new Floor.Part("optimizer", 0, bytes));
    }
    return new Floor(count.parts);
  }

  private void question(Options network, double words, double longest) {
    double forward =
        product(words, EMBEDDING, GATES * HIDDEN) + product(words, HIDDEN, GATES * HIDDEN);
    // A state is needed for the next: the recurrent weights, too many for a cache, come anew from
    // memory for every word, and on the way back once more.
    double weights = longest * GATES * HIDDEN * HIDDEN * FLOAT;
    parts.add(
        new Floor.Part(
            "question: words to states",
            training ? (1 + BACKWARD) * forward : forward,
            training ? 2 * weights : weights));
    if (network.bool("self_q_att", false)) {
      int attention = MurelNetOptions.from(network).selfQAttDim();
      dense("question: attention over words", product(words, HIDDEN, attention));
    }
  }

  private void cell(Options network, double questions, double regions) {
    Options pairwise = network.child("cell").child("pairwise");
    Block.Config cell = Block.Config.from(network.child("cell").child("fusion"));
    Block.Config feat = Block.Config.from(pairwise.child("fusion_feat"));
    Block.Config coord = Block.Config.from(pairwise.child("fusion_coord"));
    int steps = MurelNetOptions.from(network).nStep();
    double rows = questions * regions;
    double once = product(questions, cell.dims().x0(), cell.mmDim());
    double each =
        product(rows, cell.dims().x1(), cell.mmDim())
            + product(rows, cell.mmDim(), cell.dims().output());
    if (training) { // with the dropout of the paper's networks each row draws its own masks
      each += 2 * merges(rows, cell);
    } else { // the question is folded into the layers of the regions
      once += 2 * merges(questions, cell);
      each += merges(rows, cell) / cell.rank();
    }
    dense("cell: question with each region", once + steps * each);
    dense(
        "relations: what depends on one region",
        2 * steps * (product(rows, feat.dims().x0(), feat.mmDim()) + merges(rows, feat))
            + 2 * merges(rows, coord));
    pairs("relations: pairs of regions", steps * rows * regions, steps * rows, feat);
    pairs("relations: pairs of boxes", rows * regions, steps * rows, coord);
  }

  /** Products whose inputs both get gradients. */
  private void dense(String name, double forward) {
    parts.add(new Floor.Part(name, training ? (1 + BACKWARD) * forward : forward, 0));
  }

  /** All pairs forward; backward one winner for each number of the results. */
  private void pairs(String name, double pairs, double results, Block.Config fusion) {
    double forward = product(pairs, fusion.mmDim(), fusion.dims().output());
    double backward = BACKWARD * product(results, fusion.mmDim(), fusion.dims().output());
    parts.add(new Floor.Part(name, training ? forward + backward : forward, 0));
  }

  private static double product(double rows, double inner, double columns) {
    return 2 * rows * inner * columns;
  }

  /** The merge layers of one input: each chunk to rank times its size. */
  private static double merges(double rows, Block.Config fusion) {
    return fusion.chunks().sizes().stream()
        .mapToDouble(size -> product(rows, size, (double) size * fusion.rank()))
        .sum();
  }
}
