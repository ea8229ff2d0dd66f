package io.murel.scenes.ask;

import io.murel.scenes.world.Scene;
import io.murel.scenes.world.SceneRandom;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All questions made up about a scene, more than will be asked. */
public final class Proposals {

  private Proposals() {}

  /** Questions by family, in the order in which they were made up, without repetitions. */
  public static Map<Family, List<Candidate>> about(Scene scene, SceneRandom random) {
    Sampler sampler = new Sampler(scene, random);
    Map<Family, List<Candidate>> proposals = new EnumMap<>(Family.class);
    for (Family family : Family.values()) {
      Map<Program, Candidate> found = new LinkedHashMap<>();
      for (int i = 0; i < family.tries(); i++) {
        Program program = family.propose(sampler);
        String answer = program == null ? null : sampler.executor.answer(program);
        if (answer == null || found.containsKey(program)) {
          continue;
        }
        List<String> answers = Answers.of(program);
        if (answers.contains(answer)) {
          List<Integer> path = sampler.executor.path(program);
          found.put(program, new Candidate(family, program, answer, answers, program.form(), path));
        }
      }
      proposals.put(family, new ArrayList<>(found.values()));
    }
    return proposals;
  }
}
