package io.murel.scenes;

/** Hears how far the generator is. */
@FunctionalInterface
public interface ScenesProgress {

  /** Hears nothing. */
  ScenesProgress NONE = (done, total) -> {};

  /** After each scene; called by one thread. */
  void scene(int done, int total);
}
