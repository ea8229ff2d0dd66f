package io.murel.app.tracecheck;

/** How often something was found, and how often a random order would have shown it. */
public final class Rate {

  private int questions;
  private int found;
  private double byChance;

  void add(boolean hit, double chance) {
    questions++;
    found += hit ? 1 : 0;
    byChance += chance;
  }

  /** How many questions were looked at. */
  public int questions() {
    return questions;
  }

  /** In how many of them it was found, in percent. */
  public double percent() {
    return 100.0 * found / questions;
  }

  /** In how many of them it would be found in a random order, in percent; computed, not drawn. */
  public double chance() {
    return 100 * byChance / questions;
  }
}
