package io.murel.app.report;

import io.murel.model.Trace;
import java.util.List;

/**
 * What one network answers to one question, and why.
 *
 * @param name "MuRel" or "attention"
 * @param top5 the answers with the highest scores, best first
 * @param trace how it came to them
 */
public record ModelView(String name, List<ScoredAnswer> top5, Trace trace) {

  public ModelView {
    top5 = List.copyOf(top5);
  }

  /**
   * An answer and its probability.
   *
   * @param score 0 to 1
   */
  public record ScoredAnswer(String answer, double score) {}

  void requireRegions(int regions) {
    if (trace.regions() != regions) {
      throw new IllegalArgumentException(
          "the trace of %s is not about %d regions".formatted(name, regions));
    }
  }
}
