package io.murel.relation.vector;

import io.murel.vector.Lanes;

/**
 * How the partners of a region are cut into tiles: first those of nine, then those of four.
 *
 * @param nines tiles of nine partners
 * @param fours tiles of four
 */
record Tiling(int nines, int fours) {

  /** The least work for so many partners. */
  static Tiling of(int partners) {
    return of(partners, Lanes.MANY_REGISTERS);
  }

  static Tiling of(int partners, boolean manyRegisters) {
    if (!manyRegisters) {
      return new Tiling(0, (partners + Tile4.ROWS - 1) / Tile4.ROWS);
    }
    int rest = partners % Tile9.ROWS;
    int nines = partners / Tile9.ROWS + (rest > Tile4.ROWS ? 1 : 0);
    return new Tiling(nines, rest > 0 && rest <= Tile4.ROWS ? 1 : 0);
  }

  /** Partners there is room for, at least those there are. */
  int padded() {
    return nines * Tile9.ROWS + fours * Tile4.ROWS;
  }

  /** Number of tiles. */
  int tiles() {
    return nines + fours;
  }

  /** First partner of a tile. */
  int first(int tile) {
    return tile <= nines ? tile * Tile9.ROWS : nines * Tile9.ROWS + (tile - nines) * Tile4.ROWS;
  }

  /** Partners of a tile. */
  int rows(int tile) {
    return tile < nines ? Tile9.ROWS : Tile4.ROWS;
  }
}
