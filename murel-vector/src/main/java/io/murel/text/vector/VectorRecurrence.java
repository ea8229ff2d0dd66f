package io.murel.text.vector;

import io.murel.nn.WrittenTo;
import io.murel.nn.vector.OrderedWeights;
import io.murel.text.Recurrence;
import io.murel.text.RecurrentKernel;
import io.murel.vector.Buffers;
import io.murel.vector.Lanes;
import io.murel.vector.Workers;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * The recurrence of one question in float32 on the CPU. It reads all weights for every word, so
 * that memory bounds it. Threads read the weights of a few hidden units at a time, far from one
 * another: from several places the memory delivers up to twice as much as OpenBLAS gets out of it.
 */
final class VectorRecurrence implements RecurrentKernel {

  /** The copied weights take at most this part of the Java heap. */
  private static final int PART_OF_HEAP = 4;

  /** Weights below which another thread takes longer to wake than it saves. */
  private static final int FEW = 1 << 18;

  /** Shares of the hidden units for each thread: few enough for long reads. */
  private static final int SHARES = 4;

  /**
   * Looks at another thread's work, as long as a share takes; after these it may not be running.
   */
  private static final int SPINS = 2_000;

  private final Workers workers;
  private final List<OrderedWeights> inputs = new ArrayList<>(); // of each part of the gates
  private float[] weights = {}; // [3][H][H, padded with zeros]
  private List<WrittenTo> copied = List.of(); // what the weights are a copy of

  /**
   * @param threads that work at the same time
   */
  VectorRecurrence(int threads) {
    workers = new Workers(threads);
  }

  @Override
  public boolean serves(Recurrence r) {
    long numbers = 3L * r.hiddenDim() * Lanes.padded(r.hiddenDim());
    long ordered =
        r.gates().stream().mapToLong(part -> OrderedWeights.bytes(part.inputWeight())).sum();
    return Buffers.readable(r.x())
        && r.gates().stream().allMatch(VectorRecurrence::serves)
        && Float.BYTES * numbers + ordered <= Runtime.getRuntime().maxMemory() / PART_OF_HEAP
        && numbers <= Integer.MAX_VALUE - 8;
  }

  private static boolean serves(Recurrence.Gates part) {
    return Stream.of(part.inputWeight(), part.bias(), part.hiddenWeight())
        .allMatch(tensor -> Buffers.readable(tensor) && tensor.is_contiguous());
  }

  @Override
  public synchronized void run(Recurrence r) {
    copyWeights(r);
    Units units = new Units(r, weights, project(r));
    if (weights.length < FEW) {
      for (int word = 0; word < r.words(); word++) {
        units.step(word, 0, r.hiddenDim());
      }
    } else {
      share(units, r.words(), r.hiddenDim());
    }
  }

  /** All units end a word before any begins the next. */
  private void share(Units units, int words, int hidden) {
    int shares = SHARES * workers.count();
    AtomicInteger done = new AtomicInteger();
    workers.run(
        words * shares, // begun in this order: a thread may join at any word
        (item, worker) -> {
          int word = item / shares;
          int share = item % shares;
          awaitAtLeast(word * shares, done);
          try {
            units.step(word, hidden * share / shares, hidden * (share + 1) / shares);
          } catch (RuntimeException | Error e) {
            done.set(words * shares); // nobody waits for this one
            throw e;
          }
          done.incrementAndGet();
        });
  }

  private static void awaitAtLeast(int count, AtomicInteger done) {
    for (int i = 0; done.get() < count; i++) {
      if (i < SPINS) {
        Thread.onSpinWait();
      } else {
        Thread.yield(); // whoever is awaited may need this core
      }
    }
  }

  /** W x + b of all gates and words, {@code [W][3H]}. */
  private float[] project(Recurrence r) {
    while (inputs.size() < r.gates().size()) {
      inputs.add(new OrderedWeights(workers));
    }
    int words = r.words();
    int all = 3 * r.hiddenDim();
    float[] rows =
        Arrays.copyOf(Buffers.copy(r.x()), OrderedWeights.paddedRows(words) * (int) r.x().size(1));
    float[] projected = new float[words * all];
    int column = 0;
    for (int part = 0; part < r.gates().size(); part++) {
      Recurrence.Gates gates = r.gates().get(part);
      int width = OrderedWeights.width(gates.rows());
      float[] sums = new float[OrderedWeights.paddedRows(words) * width];
      inputs.get(part).of(gates.inputWeight());
      inputs
          .get(part)
          .multiply(rows, words, Arrays.copyOf(Buffers.copy(gates.bias()), width), sums);
      for (int word = 0; word < words; word++) {
        System.arraycopy(sums, word * width, projected, word * all + column, gates.rows());
      }
      column += gates.rows();
    }
    return projected;
  }

  private void copyWeights(Recurrence r) {
    List<WrittenTo> now =
        r.gates().stream().map(part -> WrittenTo.of(part.hiddenWeight())).toList();
    if (now.equals(copied)) {
      return;
    }
    copied = List.of();
    int hidden = r.hiddenDim();
    int width = Lanes.padded(hidden);
    weights = Buffers.exactly(weights, 3 * hidden * width);
    int row = 0;
    for (Recurrence.Gates part : r.gates()) {
      FloatBuffer from = Buffers.floats(part.hiddenWeight());
      for (int i = 0; i < part.rows(); i++, row++) {
        from.get(i * hidden, weights, row * width, hidden);
      }
    }
    copied = now;
  }

  @Override
  public synchronized void close() {
    workers.close();
    inputs.clear();
    weights = new float[0];
    copied = List.of();
  }
}
