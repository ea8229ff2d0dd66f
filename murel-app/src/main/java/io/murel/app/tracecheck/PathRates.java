package io.murel.app.tracecheck;

import io.murel.model.Trace;
import io.murel.scenes.ask.Hop;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** How well the traces of one type of questions show their paths. */
public final class PathRates {

  /** Of all ordered pairs of regions these many count as the strongest links. */
  static final int TOP_LINKS = 3;

  private final Rate right = new Rate();
  private final Rate strongest = new Rate();
  private final Rate end = new Rate();
  private final Rate allStrongest = new Rate();
  private final List<List<Rate>> links = new ArrayList<>(); // by hop, then by step

  /** Adds one question. */
  void add(PathQuestion question, boolean answeredRight, Trace trace) {
    right.add(answeredRight, 0);
    regions(question, trace);
    for (int hop = 0; hop < question.hops().size(); hop++) {
      for (int step = 0; step < trace.steps().size(); step++) {
        if (trace.steps().get(step).hasPartners()) {
          link(rate(hop, step), question.hops().get(hop), trace.steps().get(step));
        }
      }
    }
  }

  private void regions(PathQuestion question, Trace trace) {
    Set<Integer> path = question.objects();
    int n = trace.regions();
    int k = path.size();
    List<Integer> order = order(trace.last());
    int last = question.hops().get(question.hops().size() - 1).asked();
    strongest.add(path.contains(order.get(0)), (double) k / n);
    end.add(order.get(0) == last, 1.0 / n);
    allStrongest.add(path.containsAll(order.subList(0, k)), 1 / choose(n, k));
  }

  /** The greatest contribution first. */
  private static List<Integer> order(Trace.Step step) {
    return IntStream.range(0, step.regions())
        .boxed()
        .sorted(Comparator.comparing((Integer i) -> -step.contribution(i)))
        .toList();
  }

  private static void link(Rate rate, Hop hop, Trace.Step step) {
    boolean found =
        step.links().stream()
            .limit(TOP_LINKS)
            .anyMatch(link -> link.region() == hop.asked() && link.partner() == hop.reference());
    int pairs = step.regions() * (step.regions() - 1);
    rate.add(found, (double) TOP_LINKS / pairs);
  }

  private Rate rate(int hop, int step) {
    while (links.size() <= hop) {
      links.add(new ArrayList<>());
    }
    while (links.get(hop).size() <= step) {
      links.get(hop).add(new Rate());
    }
    return links.get(hop).get(step);
  }

  static double choose(int n, int k) {
    double ways = 1;
    for (int i = 0; i < k; i++) {
      ways = ways * (n - i) / (i + 1);
    }
    return ways;
  }

  /** Questions that were answered right; without a chance. */
  public Rate right() {
    return right;
  }

  /** The region that contributes most after the last step is an object of the path. */
  public Rate strongest() {
    return strongest;
  }

  /** It is the object the path ends at: what is asked for, or placed by another. */
  public Rate end() {
    return end;
  }

  /** All objects of the path contribute more than all others. */
  public Rate allStrongest() {
    return allStrongest;
  }

  /**
   * That the asked object of a hop listens to its reference is one of the {@value TOP_LINKS}
   * strongest links of a step. By hop, then by step; empty without relations.
   */
  public List<List<Rate>> links() {
    return links.stream().map(List::copyOf).toList();
  }
}
