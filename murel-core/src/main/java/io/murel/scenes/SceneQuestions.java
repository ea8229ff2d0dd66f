package io.murel.scenes;

import io.murel.scenes.SceneGenerator.Generated;
import io.murel.scenes.ask.Candidate;
import io.murel.scenes.ask.Selector;
import io.murel.scenes.ask.Wording;
import io.murel.scenes.world.SceneRandom;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks about the scenes of one split, one after the other in their order: which questions are asked
 * depends on those asked before, so that answers stay balanced.
 */
public final class SceneQuestions {

  private final Selector selector;

  public SceneQuestions(ScenesOptions options) {
    selector = new Selector(options.questionsPerScene());
  }

  /**
   * A question about a scene.
   *
   * @param text as it is asked
   * @param meaning what it means, and its answer
   */
  public record Asked(String text, Candidate meaning) {}

  /** The questions about the next scene; few or none where it gives no more. */
  public List<Asked> about(Generated scene) {
    Wording wording = new Wording(new SceneRandom(scene.wordingSeed()));
    List<Asked> questions = new ArrayList<>();
    for (Candidate candidate : selector.choose(scene.proposals())) {
      questions.add(new Asked(wording.of(candidate.program()), candidate));
    }
    return questions;
  }
}
