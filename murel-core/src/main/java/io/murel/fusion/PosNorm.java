package io.murel.fusion;

import io.murel.options.Options;
import java.util.List;
import java.util.Locale;

/** Where block fusions normalise: every chunk for itself, or all chunks together. */
public enum PosNorm {
  BEFORE_CAT,
  AFTER_CAT;

  static PosNorm from(Options o) {
    String name = o.choice("pos_norm", "before_cat", List.of("before_cat", "after_cat"));
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
