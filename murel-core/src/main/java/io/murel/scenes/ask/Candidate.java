package io.murel.scenes.ask;

import java.util.List;

/**
 * A question that could be asked about a scene.
 *
 * @param answer the right one
 * @param answers all possible ones, the right one included
 * @param form {@link Program#form()}
 * @param path indices of the objects it is about, {@link Executor#path}
 */
public record Candidate(
    Family family,
    Program program,
    String answer,
    List<String> answers,
    String form,
    List<Integer> path) {

  /** A coarser name than the form, used where that was never seen: the family and its answers. */
  public String template() {
    return family.word() + " " + String.join("/", answers);
  }
}
