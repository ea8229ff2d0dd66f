package io.murel.nn;

import io.murel.options.Nearest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Where the weights in a file do not fit a network.
 *
 * @param missing names of the network that the file lacks
 * @param unexpected names in the file that the network does not have
 * @param mismatched names of both whose shapes differ
 */
public record StateDictDifference(
    List<String> missing, List<String> unexpected, List<Mismatch> mismatched) {

  /**
   * A tensor of another shape.
   *
   * @param found its shape in the file
   * @param expected its shape in the network
   */
  public record Mismatch(String name, long[] found, long[] expected) {
    @Override
    public String toString() {
      return name + ": " + Arrays.toString(found) + " instead of " + Arrays.toString(expected);
    }
  }

  public StateDictDifference {
    missing = List.copyOf(missing);
    unexpected = List.copyOf(unexpected);
    mismatched = List.copyOf(mismatched);
  }

  /** Compares shapes by name. */
  public static StateDictDifference of(Map<String, long[]> found, Map<String, long[]> expected) {
    List<Mismatch> mismatched = new ArrayList<>();
    expected.forEach(
        (name, shape) -> {
          long[] other = found.get(name);
          if (other != null && !Arrays.equals(other, shape)) {
            mismatched.add(new Mismatch(name, other, shape));
          }
        });
    return new StateDictDifference(
        expected.keySet().stream().filter(name -> !found.containsKey(name)).toList(),
        found.keySet().stream().filter(name -> !expected.containsKey(name)).toList(),
        mismatched);
  }

  /** Whether the weights fit. */
  public boolean isEmpty() {
    return missing.isEmpty() && unexpected.isEmpty() && mismatched.isEmpty();
  }

  /** "2 missing, 1 unexpected, 0 of another shape". */
  public String summary() {
    return "%d missing, %d unexpected, %d of another shape"
        .formatted(missing.size(), unexpected.size(), mismatched.size());
  }

  /**
   * Each difference as a line; an unexpected name with the missing one it resembles most.
   *
   * @param most lines of each kind
   */
  public List<String> lines(int most) {
    List<String> out = new ArrayList<>();
    add(out, "missing", missing, most);
    List<String> explained = unexpected.stream().limit(most).map(this::explained).toList();
    add(out, "unexpected", explained, most, unexpected.size());
    add(out, "another shape", mismatched.stream().map(Mismatch::toString).toList(), most);
    return out;
  }

  private String explained(String name) {
    return Nearest.to(name, missing).map(near -> name + " (is it " + near + "?)").orElse(name);
  }

  private static void add(List<String> out, String kind, List<String> names, int most) {
    add(out, kind, names, most, names.size());
  }

  private static void add(List<String> out, String kind, List<String> names, int most, int all) {
    names.stream().limit(most).forEach(name -> out.add(kind + ": " + name));
    if (all > most) {
      out.add(kind + ": and " + (all - most) + " more");
    }
  }
}
