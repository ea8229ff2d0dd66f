package io.murel.vqa;

import io.murel.model.Evidence;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How much each region of an image speaks for an answer; see {@link Evidence} for what that means.
 *
 * @param answer its text
 * @param logit its score before the softmax
 * @param regions how far the logit falls without each region, in the order of the regions;
 *     negative: the region speaks against the answer
 */
public record AnswerEvidence(String answer, double logit, List<Double> regions) {

  public AnswerEvidence {
    regions = List.copyOf(regions);
  }

  static AnswerEvidence of(String answer, int id, Evidence evidence) {
    List<Double> regions =
        IntStream.range(0, evidence.regions())
            .mapToObj(region -> (double) evidence.of(region, id))
            .toList();
    return new AnswerEvidence(answer, evidence.logit(id), regions);
  }

  /**
   * How much each region speaks for this answer against another one to the same question: what
   * leaving it out takes from the logarithm of their odds.
   */
  public List<Double> against(AnswerEvidence rival) {
    return IntStream.range(0, regions.size())
        .mapToObj(region -> regions.get(region) - rival.regions.get(region))
        .toList();
  }
}
