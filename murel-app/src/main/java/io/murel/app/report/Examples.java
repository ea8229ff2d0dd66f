package io.murel.app.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Chooses the test questions that the report shows, by a rule that does not look for pretty ones.
 */
public final class Examples {
  private Examples() {}

  private static final Agreement[] TURN = Agreement.values();

  /** The rule in words, for the reader of the report. */
  public static String rule(int perType) {
    return "Drawn by lot, not picked: up to %d questions of each type, taking in turn one that both"
            .formatted(perType)
        + " networks answer rightly, one that only MuRel does, one that both get wrong and one that"
        + " only attention gets right (the next in turn where a type has none). Mistakes are"
        + " therefore shown more often than they happen.";
  }

  /**
   * Chooses up to {@code perType} questions of every type. The same outcomes and seed give the same
   * choice, whatever the order of the list; an image is shown twice only if there is no other.
   *
   * @param seed decides the lot
   * @return in the order of the table's types
   */
  public static List<Outcome> choose(List<Outcome> outcomes, int perType, long seed) {
    Comparator<Outcome> lot =
        Comparator.comparingLong((Outcome o) -> mix(o.questionId() ^ mix(seed)))
            .thenComparingLong(Outcome::questionId);
    List<Outcome> chosen = new ArrayList<>();
    Set<String> images = new HashSet<>();
    int turn = 0;
    for (Map.Entry<String, List<Outcome>> type : TypeTable.byType(outcomes).entrySet()) {
      List<Outcome> left = new ArrayList<>(type.getValue().stream().sorted(lot).toList());
      for (int k = 0; k < perType && !left.isEmpty(); k++) {
        Outcome next = next(left, turn++, images);
        left.remove(next);
        images.add(next.image());
        chosen.add(next);
      }
    }
    return chosen;
  }

  /** The first with the agreement whose turn it is, else with the one after it, and so on. */
  private static Outcome next(List<Outcome> left, int turn, Set<String> images) {
    for (int i = 0; i < TURN.length; i++) {
      Agreement wanted = TURN[(turn + i) % TURN.length];
      List<Outcome> fitting = left.stream().filter(o -> o.agreement() == wanted).toList();
      Stream<Outcome> fresh = fitting.stream().filter(o -> !images.contains(o.image()));
      if (!fitting.isEmpty()) {
        return fresh.findFirst().orElse(fitting.get(0));
      }
    }
    throw new IllegalArgumentException("nothing left to choose from");
  }

  /** Spreads a number over all 64 bits (the finaliser of SplitMix64). */
  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
