package io.murel.app.bench;

import io.murel.fusion.Block;
import io.murel.model.MurelNetOptions;
import io.murel.options.Options;
import java.util.ArrayList;
import java.util.List;

/**
 * The operations that a batch needs at least, in matrix products; a multiplication and an addition
 * are two. What depends on one region is counted once a region, what depends on positions once for
 * all steps of a shared cell, words without padding, and the gradient of a maximum only where the
 * winners are. Counted for networks of BLOCK fusions with shared steps.
 *
 * @param parts in the order in which they are computed
 */
record OperationCount(List<Part> parts) {

  /**
   * @param forward operations of the forward pass
   * @param backward operations of its gradients
   */
  record Part(String name, double forward, double backward) {

    /** Products whose both inputs get gradients: two products of the same size. */
    static Part dense(String name, double forward) {
      return new Part(name, forward, 2 * forward);
    }
  }

  OperationCount {
    parts = List.copyOf(parts);
  }

  /** Whether the network is one of those that can be counted. */
  static boolean counts(Options network) {
    return network.string("name", "murel_net").equals("murel_net")
        && isBlock(network.child("cell").child("fusion"))
        && isBlock(network.child("cell").childOrEmpty("pairwise").childOrEmpty("fusion_feat"))
        && isBlock(network.child("cell").childOrEmpty("pairwise").childOrEmpty("fusion_coord"))
        && isBlock(network.child("classif").childOrEmpty("fusion"))
        && network.bool("shared", false);
  }

  private static boolean isBlock(Options fusion) {
    return fusion.string("type", "").equals("block");
  }

  /**
   * @param network of the kind that {@link #counts}
   * @param questions B
   * @param regions N
   * @param words of all questions together, without padding
   * @param embedding numbers a word, E
   * @param hidden numbers a state of the recurrent network, H
   */
  static OperationCount of(
      Options network, long questions, long regions, double words, int embedding, int hidden) {
    MurelNetOptions options = MurelNetOptions.from(network);
    Options pairwise = network.child("cell").child("pairwise");
    Block.Config cell = Block.Config.from(options.cell().fusion());
    Block.Config feat = Block.Config.from(pairwise.child("fusion_feat"));
    Block.Config coord = Block.Config.from(pairwise.child("fusion_coord"));
    Block.Config classifier = Block.Config.from(options.classifFusion());
    int steps = options.nStep();
    double rows = (double) questions * regions;
    double pairs = rows * regions;
    double gates = 3.0 * hidden;
    double attention = options.selfQAtt() ? options.selfQAttDim() : 0;
    List<Part> parts = new ArrayList<>();
    parts.add(
        Part.dense("question: words to states", product(words, embedding, gates)
            + product(words, hidden, gates)));
    parts.add(Part.dense("question: attention", product(words, hidden, attention)));
    parts.add(
        Part.dense(
            "cell: fusion with the question",
            product(questions, cell.dims().x0(), cell.mmDim())
                + steps
                    * (product(rows, cell.dims().x1(), cell.mmDim())
                        + 2 * merges(rows, cell)
                        + product(rows, cell.mmDim(), cell.dims().output()))));
    parts.add(
        Part.dense(
            "relations: what depends on one region",
            2 * steps * (product(rows, feat.dims().x0(), feat.mmDim()) + merges(rows, feat))
                + 2 * merges(rows, coord)));
    parts.add(pairs("relations: pairs of vectors", steps, pairs, rows, feat));
    parts.add(pairs("relations: pairs of boxes", 1, pairs, steps * rows, coord));
    parts.add(
        Part.dense(
            "classifier",
            product(questions, classifier.dims().x0(), classifier.mmDim())
                + product(questions, classifier.dims().x1(), classifier.mmDim())
                + 2 * merges(questions, classifier)
                + product(questions, classifier.mmDim(), classifier.dims().output())));
    return new OperationCount(parts);
  }

  /** All pairs forward; backward one winner a number of the result, for both inputs. */
  private static Part pairs(String name, int times, double pairs, double winners, Block.Config f) {
    double forward = times * product(pairs, f.mmDim(), f.dims().output());
    return new Part(name, forward, 2 * times * product(winners, f.mmDim(), f.dims().output()));
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

  double forward() {
    return parts.stream().mapToDouble(Part::forward).sum();
  }

  double training() {
    return parts.stream().mapToDouble(part -> part.forward() + part.backward()).sum();
  }
}
