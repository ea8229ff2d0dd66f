package io.murel.relation.vector;

import java.util.List;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The vectors of this CPU. {@code -Dmurel.vector.bits=256} makes them smaller than they could be,
 * with the fewer registers of such CPUs.
 */
final class Lanes {
  private Lanes() {}

  /** The Java system property that forces a width. */
  static final String BITS = "murel.vector.bits";

  /** Widths that can be forced. */
  static final List<Integer> WIDTHS = List.of(128, 256, 512);

  /** A constant: only then does the compiler make instructions of the operations. */
  static final VectorSpecies<Float> SPECIES = species();

  /** Numbers in a vector. */
  static final int COUNT = SPECIES.length();

  /** Whether there are 32 vector registers; else there are 16. */
  static final boolean MANY_REGISTERS =
      SPECIES.vectorBitSize() >= 512 || System.getProperty("os.arch").equals("aarch64");

  private static VectorSpecies<Float> species() {
    return switch (Integer.getInteger(BITS, 0)) {
      case 128 -> FloatVector.SPECIES_128;
      case 256 -> FloatVector.SPECIES_256;
      case 512 -> FloatVector.SPECIES_512;
      default -> FloatVector.SPECIES_PREFERRED;
    };
  }

  /** Bits of the widest vector this CPU has. */
  static int widest() {
    return FloatVector.SPECIES_PREFERRED.vectorBitSize();
  }

  /** The next multiple of {@link #COUNT}. */
  static int padded(int n) {
    return (n + COUNT - 1) / COUNT * COUNT;
  }
}
