package io.murel.relation.vector;

/**
 * How the partners of a region are cut into tiles: first those of twelve, then those of four.
 *
 * @param twelves tiles of twelve partners
 * @param fours tiles of four
 */
record Tiling(int twelves, int fours) {

  /** The least work for so many partners. */
  static Tiling of(int partners) {
    return of(partners, Lanes.MANY_REGISTERS);
  }

  static Tiling of(int partners, boolean manyRegisters) {
    if (!manyRegisters) {
      return new Tiling(0, fours(partners));
    }
    int rest = partners % Tile12.ROWS;
    boolean oneMore = rest > 2 * Tile4.ROWS; // faster than three tiles of four
    return new Tiling(partners / Tile12.ROWS + (oneMore ? 1 : 0), oneMore ? 0 : fours(rest));
  }

  private static int fours(int partners) {
    return (partners + Tile4.ROWS - 1) / Tile4.ROWS;
  }

  /** Partners there is room for, at least those there are. */
  int padded() {
    return twelves * Tile12.ROWS + fours * Tile4.ROWS;
  }

  /** Number of tiles. */
  int tiles() {
    return twelves + fours;
  }

  /** First partner of a tile. */
  int first(int tile) {
    return tile <= twelves
        ? tile * Tile12.ROWS
        : twelves * Tile12.ROWS + (tile - twelves) * Tile4.ROWS;
  }

  /** Partners of a tile. */
  int rows(int tile) {
    return tile < twelves ? Tile12.ROWS : Tile4.ROWS;
  }
}
