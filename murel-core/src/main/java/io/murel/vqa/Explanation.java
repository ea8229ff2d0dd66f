package io.murel.vqa;

import io.murel.model.Trace;
import io.murel.regions.Regions;
import java.util.List;

/**
 * Answers and how the network came to them.
 *
 * @param answers best first
 * @param regions of the image, in the order of the trace
 * @param trace what each region contributed in each step, and which partners it listened to
 */
public record Explanation(List<Answer> answers, Regions regions, Trace trace) {

  public Explanation {
    answers = List.copyOf(answers);
  }
}
