package io.murel.fusion.vector;

import io.murel.fusion.MeetingKernel;
import io.murel.fusion.ProjectedRows;
import io.murel.fusion.RowMeeting;
import io.murel.vector.Buffers;
import io.murel.vector.Workers;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Meetings of rows in float32 on the CPU. A worker takes a chunk; its maps, the factors of a few
 * rows and the sums of the map's gradient stay in the second-level cache of a core. OpenBLAS gets
 * little more than half as far with products as narrow as a chunk, and writes every factor.
 */
final class VectorMeetings implements MeetingKernel {

  /** Largest buffer of libtorch's memory that Java can address. */
  private static final long BUFFER = Integer.MAX_VALUE / Float.BYTES;

  /** Pieces of work for each worker, so that none waits long for another. */
  private static final int PIECES = 3;

  private final Workers workers;
  private final ChunkWorker[] scratch;

  /**
   * @param threads that work at the same time
   */
  VectorMeetings(int threads) {
    workers = new Workers(threads);
    scratch = new ChunkWorker[workers.count()];
  }

  @Override
  public boolean serves(RowMeeting m) {
    return serves(m, m.left()) && serves(m, m.right());
  }

  private static boolean serves(RowMeeting m, ProjectedRows side) {
    Tensor projected = side.projected();
    return projected.is_cpu()
        && projected.scalar_type().intern() == ScalarType.Float
        && projected.is_contiguous()
        && (side.dropped() == null || side.dropped().is_contiguous())
        && m.rows() * projected.size(1) <= BUFFER;
  }

  /** A chunk and some of the rows. */
  private record Piece(int part, int chunk, int share, int first, int end) {}

  @Override
  public synchronized void forward(RowMeeting m, RowMeeting.Result result) {
    List<Piece> pieces = pieces(m);
    workers.run(
        pieces.size(),
        (item, worker) -> {
          Piece p = pieces.get(item);
          RowMeeting.Part part = m.parts().get(p.part);
          Tensor norms = result.norms().get(p.part);
          worker(worker, m, part).forward(m, part, p.chunk, result.z(), norms, p.first, p.end);
        });
  }

  @Override
  public synchronized void backward(
      RowMeeting m, RowMeeting.Result result, Tensor upstream, RowMeeting.Gradients gradients) {
    List<Piece> pieces = pieces(m);
    float[][] leftSums = new float[pieces.size()][];
    float[][] rightSums = new float[pieces.size()][];
    workers.run(
        pieces.size(),
        (item, worker) -> {
          Piece p = pieces.get(item);
          RowMeeting.Part part = m.parts().get(p.part);
          int length = (int) (part.leftMap().numel() / part.run().count());
          leftSums[item] = new float[length];
          rightSums[item] = new float[length];
          worker(worker, m, part)
              .backward(
                  m,
                  part,
                  p.chunk,
                  result,
                  result.norms().get(p.part),
                  upstream,
                  gradients,
                  p.first,
                  p.end,
                  leftSums[item],
                  rightSums[item]);
        });
    for (int item = 0; item < pieces.size(); item++) {
      Piece p = pieces.get(item);
      add(gradients.leftMaps().get(p.part), p, leftSums[item]);
      add(gradients.rightMaps().get(p.part), p, rightSums[item]);
    }
  }

  /** Adds the share of a piece to the gradient of the maps, always in the same order. */
  private static void add(Tensor maps, Piece piece, float[] share) {
    FloatBuffer sum = Buffers.floats(maps);
    int at = piece.chunk * share.length;
    if (piece.share > 0) {
      float[] before = new float[share.length];
      sum.get(at, before);
      for (int i = 0; i < share.length; i++) {
        share[i] += before[i];
      }
    }
    sum.put(at, share);
  }

  private List<Piece> pieces(RowMeeting m) {
    int group = Math.max(m.left().repeat(), m.right().repeat());
    int groups = (int) (m.rows() / group);
    int chunks = m.parts().stream().mapToInt(part -> part.run().count()).sum();
    int shares = Math.min(groups, (PIECES * workers.count() + chunks - 1) / chunks);
    List<Piece> pieces = new ArrayList<>();
    for (int part = 0; part < m.parts().size(); part++) {
      for (int chunk = 0; chunk < m.parts().get(part).run().count(); chunk++) {
        for (int s = 0; s < shares; s++) {
          int first = (int) ((long) groups * s / shares) * group;
          int end = (int) ((long) groups * (s + 1) / shares) * group;
          pieces.add(new Piece(part, chunk, s, first, end));
        }
      }
    }
    return pieces;
  }

  private ChunkWorker worker(int number, RowMeeting m, RowMeeting.Part part) {
    ChunkShape shape = new ChunkShape(part.run().size(), m.rank());
    if (scratch[number] == null || !scratch[number].shape().equals(shape)) {
      scratch[number] = new ChunkWorker(shape);
    }
    return scratch[number];
  }

  @Override
  public void close() {
    workers.close();
  }
}
