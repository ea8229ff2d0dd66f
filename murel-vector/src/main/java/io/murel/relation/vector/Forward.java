package io.murel.relation.vector;

import io.murel.vector.Buffers;
import io.murel.vector.Workers;
import java.util.Arrays;
import java.util.List;

/**
 * The forward pass: {@code max_j (W z_ij + b)} for all regions i, and the j it comes from. The work
 * is cut into blocks of a few regions of an image, so that one image keeps all threads busy.
 */
final class Forward {

  /** z of a block of regions stays in the second-level cache of a core. */
  private static final int CACHE = 1 << 20;

  private static final int FLOAT = 4;

  /**
   * Blocks for each worker, at least, so that all end at about the same time where one is slowed
   * down. Each block reads all weights: still more of them cost more than they save.
   */
  private static final int BLOCKS = 4;

  /** Receives the results of a region; called by several threads, each for other regions. */
  interface Sink {
    /**
     * @param values D numbers from {@code at} on
     * @param winners their partners
     */
    void region(int image, int region, float[] values, float[] winners, int at);
  }

  private final Workers workers;
  private final Scratch[] scratch;

  Forward(Workers workers) {
    this.workers = workers;
    scratch = new Scratch[workers.count()];
    Arrays.setAll(scratch, i -> new Scratch());
  }

  /** What a worker needs. */
  private static final class Scratch {
    final Columns columns = new Columns();
    final Product product = new Product();
    float[] z = {};
    float[] penalty = {};
    float[] values = {};
    float[] winners = {};
  }

  /** The regions from {@code first} to {@code end} of an image, with their partners in tiles. */
  private record Block(int image, int first, int end, Tiling tiling) {}

  private interface Step {
    void run(Block block, int worker);
  }

  /**
   * Relates all real regions; rows of padding are left alone.
   *
   * @param stored products of the last term, where they are computed already; null: they are not
   * @param bias added to the results, with zeros up to the end of the last panel
   */
  void max(Relations r, Stored stored, float[] bias, Sink sink) {
    blocks(r, r.images(), (block, worker) -> max(r, block, worker, stored, bias, sink));
  }

  /** Computes the products of the last term for as many images as there is room for. */
  void store(Relations r, Stored stored) {
    blocks(r, stored.count(), (block, worker) -> store(r, block, scratch[worker], stored));
  }

  private void blocks(Relations r, int images, Step step) {
    int n = r.regions();
    int row = r.depth() * Tiling.of(n).padded() * FLOAT;
    int perImage = (BLOCKS * workers.count() + images - 1) / Math.max(1, images);
    int rows = Math.max(1, Math.min(CACHE / row, (n + perImage - 1) / perImage));
    int blocks = (n + rows - 1) / rows;
    workers.run(
        images * blocks,
        (item, worker) -> {
          int image = item / blocks;
          int first = item % blocks * rows;
          step.run(new Block(image, first, Math.min(first + rows, n), r.tiling(image)), worker);
        });
  }

  private void max(Relations r, Block block, int worker, Stored stored, float[] bias, Sink sink) {
    Scratch s = scratch[worker];
    int terms = r.terms().size();
    int own = r.terms().get(terms - 1).image(block.image);
    boolean known = stored != null && own < stored.count();
    List<Factors> computed = r.terms().subList(0, known ? terms - 1 : terms);
    int depth = compute(r, s, block, computed);
    int padded = block.tiling.padded();
    int width = r.panels().count() * Panels.WIDTH;
    int count = block.end - block.first;
    s.penalty = Buffers.atLeast(s.penalty, count * padded);
    s.values = Buffers.atLeast(s.values, count * width);
    s.winners = Buffers.atLeast(s.winners, count * width);
    for (int i = 0; i < count; i++) {
      r.partners().penalties(block.image, block.first + i, s.penalty, i * padded, padded);
    }
    Product product = s.product.of(s.z, depth, r.panels().data());
    for (int panel = 0; panel < r.panels().count(); panel++) {
      product.weightsAt = r.panels().at(panel, 0);
      int at = panel * Panels.WIDTH;
      for (int i = 0; i < count; i++) {
        if (r.partners().real(block.image, block.first + i)) {
          if (known) {
            product.startFrom(stored.image(own), stored.at(panel, block.first + i));
          }
          product.max(block.tiling, i * depth * padded, s.penalty, i * padded);
          product.take(bias, at, s.values, s.winners, i * width + at);
        }
      }
    }
    for (int i = 0; i < count; i++) {
      if (r.partners().real(block.image, block.first + i)) {
        sink.region(block.image, block.first + i, s.values, s.winners, i * width);
      }
    }
  }

  private static void store(Relations r, Block block, Scratch s, Stored stored) {
    int last = r.terms().size() - 1;
    int offset = r.depth(last);
    int depth = compute(r, s, block, r.terms().subList(last, last + 1));
    Product product = s.product.of(s.z, depth, r.panels().data());
    for (int panel = 0; panel < r.panels().count(); panel++) {
      product.weightsAt = r.panels().at(panel, offset);
      for (int i = 0; i < block.end - block.first; i++) {
        if (r.partners().real(block.image, block.first + i)) {
          product.store(
              block.tiling,
              i * depth * block.tiling.padded(),
              stored.image(block.image),
              stored.at(panel, block.first + i));
        }
      }
    }
  }

  /**
   * Computes z of a block of regions: {@code [region][tile][depth][rows of the tile]}.
   *
   * @return depth, the length of z of all these terms together
   */
  private static int compute(Relations r, Scratch s, Block block, List<Factors> terms) {
    int depth = terms.stream().mapToInt(t -> t.form.dim).sum();
    int size = depth * block.tiling.padded();
    s.z = Buffers.atLeast(s.z, (block.end - block.first) * size);
    int offset = 0;
    for (Factors factors : terms) {
      int partners = r.partners().count(block.image);
      s.columns.image(factors, block.image, partners, block.tiling.padded());
      for (int i = block.first; i < block.end; i++) {
        if (r.partners().real(block.image, i)) {
          int at = (i - block.first) * size;
          s.columns.region(factors, block.image, i, block.tiling, s.z, at, depth, offset);
        }
      }
      offset += factors.form.dim;
    }
    return depth;
  }
}
