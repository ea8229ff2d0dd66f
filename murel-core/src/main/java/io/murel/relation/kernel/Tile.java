package io.murel.relation.kernel;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * A block of relations that is computed at once: some rows (regions i) of some images with all
 * their partners j.
 *
 * @param image first image
 * @param images number of images
 * @param row first region of each
 * @param rows number of regions of each
 */
record Tile(long image, long images, long row, long rows) {

  /**
   * Cuts all pairs into blocks, as few as fit: whole images together, or rows of one image.
   *
   * @param images B
   * @param regions N
   * @param pairBytes memory for one pair
   * @param budget memory for a block; one row is always taken
   */
  static List<Tile> cover(long images, long regions, long pairBytes, long budget) {
    long rowBytes = Math.max(1, regions * pairBytes);
    long rows = Math.max(1, Math.min(regions, budget / rowBytes));
    long together = Math.max(1, Math.min(images, budget / (rowBytes * Math.max(1, regions))));
    List<Tile> tiles = new ArrayList<>();
    for (long image = 0; image < images; image += together) {
      for (long row = 0; row < regions; row += rows) {
        tiles.add(
            new Tile(
                image, Math.min(together, images - image), row, Math.min(rows, regions - row)));
      }
    }
    return tiles;
  }

  /** This block's part of a tensor {@code [B, N, ...]}, as a view. */
  Tensor of(Tensor all) {
    return imagesOf(all).narrow(1, row, rows);
  }

  /** The part of this block's images of a tensor {@code [B or 1, ...]}, as a view. */
  Tensor imagesOf(Tensor all) {
    return all.size(0) == 1 ? all : all.narrow(0, image, images);
  }

  /** What this block's rows bring: {@code [B or 1, N, F] -> [images or 1, rows, 1, F]}. */
  Tensor left(Tensor all) {
    return imagesOf(all).narrow(1, row, rows).unsqueeze(2);
  }

  /** What their partners bring: {@code [B or 1, N, F] -> [images or 1, 1, N, F]}. */
  Tensor right(Tensor all) {
    return imagesOf(all).unsqueeze(1);
  }

  /**
   * Who may be a partner in this block.
   *
   * @param partners {@code [B or 1, N or 1, N]}; null: all of all
   * @return {@code [images or 1, rows or 1, N, 1]}; null: all of all
   */
  Tensor mask(Tensor partners) {
    if (partners == null) {
      return null;
    }
    Tensor own = imagesOf(partners);
    return (own.size(1) == 1 ? own : own.narrow(1, row, rows)).unsqueeze(-1);
  }
}
