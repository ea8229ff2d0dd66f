package io.murel.scenes.ask;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Chooses among proposals so that knowing a question does not help to guess its answer: among
 * questions of one {@linkplain Program#form() form} all possible answers are equally frequent, as
 * they are, almost, in each family. Types are equally frequent too. One selector serves one split,
 * scene after scene; what it chooses depends on the order of the scenes and nothing else.
 */
public final class Selector {

  /** How far an answer may be ahead of the rarest one in its family. */
  private static final int SLACK = 2;

  private final int perScene;
  private final int perType;
  private final Map<String, int[]> byForm = new HashMap<>();
  private final Map<String, int[]> byTemplate = new HashMap<>();
  private final Map<QuestionType, Integer> byType = new EnumMap<>(QuestionType.class);
  private final Map<Family, Integer> byFamily = new EnumMap<>(Family.class);

  public Selector(int questionsPerScene) {
    this.perScene = questionsPerScene;
    this.perType = questionsPerScene / QuestionType.values().length + 2;
  }

  /** The questions to ask about the next scene; few or none where the scene gives no more. */
  public List<Candidate> choose(Map<Family, List<Candidate>> proposals) {
    Set<Candidate> chosen = new LinkedHashSet<>();
    Map<QuestionType, Integer> here = new EnumMap<>(QuestionType.class);
    while (chosen.size() < perScene) {
      Candidate next = next(proposals, chosen, here);
      if (next == null) {
        break;
      }
      chosen.add(next);
      here.merge(next.family().type(), 1, Integer::sum);
      count(next);
    }
    return new ArrayList<>(chosen);
  }

  /** From the rarest type that offers something: the rarest family, its rarest answer. */
  private Candidate next(
      Map<Family, List<Candidate>> proposals,
      Set<Candidate> chosen,
      Map<QuestionType, Integer> here) {
    List<Family> order =
        Stream.of(Family.values())
            .filter(family -> here.getOrDefault(family.type(), 0) < perType)
            .sorted(
                Comparator.<Family>comparingInt(family -> byType.getOrDefault(family.type(), 0))
                    .thenComparing(Family::type)
                    .thenComparingDouble(
                        family -> byFamily.getOrDefault(family, 0) / family.share()))
            .toList();
    return order.stream()
        .map(family -> rarest(proposals.get(family), chosen))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /** Of the rarest template, with its rarest answer; null where none is welcome. */
  private Candidate rarest(List<Candidate> candidates, Set<Candidate> chosen) {
    Candidate best = null;
    for (Candidate candidate : candidates) {
      if (!chosen.contains(candidate)
          && welcome(candidate)
          && (best == null || frequency(candidate) < frequency(best))) {
        best = candidate;
      }
    }
    return best;
  }

  /** How often its template was chosen against its share; among equals, its answer's surplus. */
  private double frequency(Candidate candidate) {
    int[] counts = byTemplate.get(candidate.template());
    int sum = counts == null ? 0 : IntStream.of(counts).sum();
    return sum / Answers.share(candidate.program()) + 0.1 * surplus(candidate);
  }

  /** Whether its answer is the rarest in its form and not much more frequent in its family. */
  private boolean welcome(Candidate candidate) {
    int[] counts = byForm.get(candidate.form());
    int answer = candidate.answers().indexOf(candidate.answer());
    return (counts == null || counts[answer] == least(counts)) && surplus(candidate) <= SLACK;
  }

  /** How far its answer is ahead of the rarest one in its family. */
  private int surplus(Candidate candidate) {
    int[] counts = byTemplate.get(candidate.template());
    return counts == null
        ? 0
        : counts[candidate.answers().indexOf(candidate.answer())] - least(counts);
  }

  private void count(Candidate candidate) {
    int answers = candidate.answers().size();
    int answer = candidate.answers().indexOf(candidate.answer());
    byForm.computeIfAbsent(candidate.form(), form -> new int[answers])[answer]++;
    byTemplate.computeIfAbsent(candidate.template(), template -> new int[answers])[answer]++;
    byType.merge(candidate.family().type(), 1, Integer::sum);
    byFamily.merge(candidate.family(), 1, Integer::sum);
  }

  private static int least(int[] counts) {
    int least = counts[0];
    for (int count : counts) {
      least = Math.min(least, count);
    }
    return least;
  }
}
