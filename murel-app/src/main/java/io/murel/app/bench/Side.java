package io.murel.app.bench;

/** One of the two ways that a benchmark compares. */
public enum Side {
  OURS,
  BASELINE
}
