package io.murel.fusion;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Meetings of rows with libtorch's operations on any device, one tile of rows after the other.
 *
 * @param tile how many factors of one side are in memory at a time
 */
record TiledMeetings(long tile) implements MeetingKernel {

  /** Tiles of some MB, so that they stay in the cache. */
  TiledMeetings() {
    this(3_000_000);
  }

  @Override
  public boolean serves(RowMeeting meeting) {
    return true;
  }

  @Override
  public void forward(RowMeeting m, RowMeeting.Result result) {
    for (int i = 0; i < m.parts().size(); i++) {
      Chunks.Run run = m.parts().get(i).run();
      Tensor norms = result.norms().get(i);
      eachTile(
          m,
          m.parts().get(i),
          (factors, first, n) -> {
            Tensor sum = factors.rankSum();
            Tensor z = ProjectedRows.chunks(result.z(), run, first, n);
            z.copy_(m.normalize() ? powerNormalize(sum, norms.narrow(1, first, n)) : sum);
          });
    }
  }

  @Override
  public void backward(
      RowMeeting m, RowMeeting.Result result, Tensor upstream, RowMeeting.Gradients gradients) {
    Tensor[] ofProjected = {gradients.left(), gradients.right()};
    for (int i = 0; i < m.parts().size(); i++) {
      Chunks.Run run = m.parts().get(i).run();
      Tensor norms = result.norms().get(i);
      Tensor[] ofMaps = {gradients.leftMaps().get(i), gradients.rightMaps().get(i)};
      eachTile(
          m,
          m.parts().get(i),
          (factors, first, n) -> {
            Tensor dz = ProjectedRows.chunks(upstream, run, first, n);
            if (m.normalize()) {
              Tensor z = ProjectedRows.chunks(result.z(), run, first, n);
              dz = ofPowerNormalize(dz, z, norms.narrow(1, first, n));
            }
            factors.backward(dz, ofMaps, ofProjected);
          });
    }
  }

  /**
   * Signed square root and unit length over the last dimension.
   *
   * @param norm receives the length before
   */
  private static Tensor powerNormalize(Tensor sum, Tensor norm) {
    Tensor magnitude = sum.abs(); // the squares of the roots
    norm.copy_(magnitude.sum(new long[] {-1}, true, null).sqrt_());
    norm.clamp_min_(new Scalar(RowMeeting.SMALLEST_NORM));
    return magnitude.sqrt_().copysign_(sum).div_(norm);
  }

  /** From the gradient of z to that of the rank sum; 0 where z is 0 and the slope has no bound. */
  private static Tensor ofPowerNormalize(Tensor gradient, Tensor z, Tensor norm) {
    Tensor along = z.mul(gradient).sum(new long[] {-1}, true, null); // [count, n, 1]
    Tensor across = torch.addcmul(gradient, z, along, new Scalar(-1));
    Tensor slope = z.abs().mul_(norm.mul(norm).mul_(new Scalar(2)));
    return across.div_(slope).masked_fill_(z.eq(new Scalar(0)), new Scalar(0));
  }

  private interface Visitor {
    void visit(RunTile factors, long first, long n);
  }

  /** Visits the tiles of a run: of equal size but for one group of rows, no group cut apart. */
  private void eachTile(RowMeeting m, RowMeeting.Part part, Visitor visitor) {
    int group = Math.max(m.left().repeat(), m.right().repeat());
    long groups = m.rows() / group;
    long most = Math.max(1, tile / ((long) m.rank() * part.run().length() * group)); // in a tile
    long tiles = (groups + most - 1) / most;
    long perTile = (groups + tiles - 1) / tiles;
    try (PointerScope scope = new PointerScope()) {
      RunTile factors = new RunTile(m, part, perTile * group);
      for (long g = 0; g < groups; g += perTile) {
        try (PointerScope inner = new PointerScope()) {
          long n = Math.min(perTile, groups - g) * group;
          factors.load(g * group, n);
          visitor.visit(factors, g * group, n);
        }
      }
    }
  }
}
