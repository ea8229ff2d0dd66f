package io.murel.relation.vector;

import io.murel.fusion.LowRank;
import io.murel.nn.CustomGradients;
import io.murel.relation.Aggregation;
import io.murel.relation.PairKernel;
import io.murel.relation.PairTerm;
import io.murel.relation.Pairs;
import io.murel.relation.Related;
import io.murel.relation.kernel.Winners;
import io.murel.vector.Buffers;
import io.murel.vector.Workers;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Relations of low-rank fusions with a max over the partners, in float32 on the CPU.
 *
 * <p>Forward, a tile of products is compared while it is in registers: of the {@code [B, N, N, D]}
 * relations none is ever written, save those of the boxes, which all steps of a shared cell have in
 * common, as far as there is memory for them. Backward, z is computed once more and gradients pass
 * through the winners alone.
 */
final class VectorKernel implements PairKernel {

  /** Largest buffer of libtorch's memory that Java can address. */
  private static final long BUFFER = Integer.MAX_VALUE / Float.BYTES;

  private final CustomGradients custom = new CustomGradients();
  private final Workers workers;
  private final Forward forward;
  private final Backward backward;
  private final Panels panels = new Panels();
  private final Stored stored;
  private final Map<List<Object>, Form> forms = new HashMap<>();

  /**
   * @param threads that work at the same time
   * @param memory bytes that products needed again may take
   */
  VectorKernel(int threads, long memory) {
    workers = new Workers(threads);
    forward = new Forward(workers);
    backward = new Backward(workers);
    stored = new Stored(memory);
  }

  @Override
  public boolean serves(Pairs pairs) {
    return pairs.agg() == Aggregation.MAX
        && (pairs.mask() == null || pairs.mask().is_cpu())
        && pairs.images() * pairs.regions() * pairs.dim() <= BUFFER
        && pairs.terms().stream().allMatch(term -> serves(pairs, term));
  }

  private static boolean serves(Pairs pairs, PairTerm term) {
    Optional<LowRank> form = term.fusion().lowRank();
    return term.x().is_cpu()
        && term.x().scalar_type().intern() == ScalarType.Float
        && form.isPresent()
        && pairs.images() * pairs.regions() * form.get().factors() <= BUFFER;
  }

  @Override
  public synchronized Related relate(Pairs pairs) {
    List<Form> shapes = new ArrayList<>();
    List<Tensor> left = new ArrayList<>();
    List<Tensor> right = new ArrayList<>();
    List<Tensor> weights = new ArrayList<>();
    List<Tensor> biases = new ArrayList<>();
    for (PairTerm term : pairs.terms()) {
      LowRank form = term.fusion().lowRank().orElseThrow();
      shapes.add(form(form));
      left.add(ofEachImage(term.left(), pairs.images()));
      right.add(ofEachImage(term.right(), pairs.images()));
      weights.add(form.linearOut().weight().contiguous());
      biases.add(form.linearOut().bias());
    }
    Tensor mask = pairs.mask() == null ? null : pairs.mask().contiguous();
    long[] shape = {pairs.images(), pairs.regions(), pairs.dim()};
    Tensor out = torch.empty(shape, left.get(0).options(), null);
    Tensor winners = Winners.empty(out, shape[0], shape[1], shape[2]);
    if (mask != null) {
      out.zero_(); // rows of padding stay so
      winners.zero_();
    }
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      Relations relations = relations(shapes, left, right, out, mask, pairs.self());
      panels.pack(workers, weights, shapes, shape[2]);
      forward.max(relations, stored(pairs, relations), sum(biases), sink(out, winners));
    }
    List<Tensor> inputs = new ArrayList<>(left);
    inputs.addAll(right);
    inputs.addAll(weights);
    List<Tensor> saved = new ArrayList<>(inputs);
    saved.addAll(Arrays.asList(winners, mask));
    inputs.addAll(biases);
    boolean self = pairs.self();
    custom.tie(out, inputs, saved, (grad, kept) -> gradients(shapes, self, grad, kept));
    return new Related(out, winners);
  }

  private Form form(LowRank form) {
    List<Object> shape = List.of(form.chunks(), form.rank(), form.groups());
    return forms.computeIfAbsent(shape, s -> new Form(form));
  }

  /** Where gradients are wanted, one image for all questions is repeated: they are added up. */
  private static Tensor ofEachImage(Tensor factors, long images) {
    boolean repeat = GradMode.is_enabled() && factors.requires_grad();
    return repeat && factors.size(0) < images
        ? factors.expand(images, factors.size(1), factors.size(2)).contiguous()
        : factors;
  }

  private Relations relations(
      List<Form> shapes,
      List<Tensor> left,
      List<Tensor> right,
      Tensor out,
      Tensor mask,
      boolean self) {
    List<Factors> factors = new ArrayList<>();
    for (int t = 0; t < shapes.size(); t++) {
      factors.add(new Factors(shapes.get(t), left.get(t).contiguous(), right.get(t).contiguous()));
    }
    int regions = (int) out.size(1);
    Partners partners = new Partners(mask, regions, self);
    return new Relations((int) out.size(0), regions, (int) out.size(2), factors, panels, partners);
  }

  /** The products of the boxes, computed where other steps will need them too. */
  private Stored stored(Pairs pairs, Relations relations) {
    PairTerm last = pairs.terms().get(pairs.terms().size() - 1);
    if (last.uses() == 1 || pairs.terms().size() == 1) {
      return null;
    }
    if (!stored.holds(last)) {
      Factors factors = relations.terms().get(relations.terms().size() - 1);
      int images = factors.image(relations.images() - 1) + 1;
      stored.reserve(last, images, panels.count(), relations.regions());
      forward.store(relations, stored);
    }
    return stored;
  }

  /** Of the biases of all terms, with zeros up to the end of the last panel. */
  private float[] sum(List<Tensor> biases) {
    float[] sum = new float[panels.count() * Panels.WIDTH];
    for (Tensor tensor : biases) {
      float[] bias = Buffers.copy(tensor);
      for (int d = 0; d < bias.length; d++) {
        sum[d] += bias[d];
      }
    }
    return sum;
  }

  private static Forward.Sink sink(Tensor out, Tensor winners) {
    int regions = (int) out.size(1);
    int dim = (int) out.size(2);
    FloatBuffer values = Buffers.floats(out);
    WinnerBuffer indices = new WinnerBuffer(winners);
    return (image, region, from, won, at) -> {
      int to = (image * regions + region) * dim;
      values.put(to, from, at, dim);
      indices.put(to, won, at, dim);
    };
  }

  /** Of the left factors, the right factors, the weights, the biases; term after term. */
  private synchronized Tensor[] gradients(
      List<Form> shapes, boolean self, Tensor output, Tensor[] saved) {
    int terms = shapes.size();
    List<Tensor> all = Arrays.asList(saved);
    Tensor[] gradients = new Tensor[4 * terms];
    for (int i = 0; i < 3 * terms; i++) {
      gradients[i] = torch.zeros_like(saved[i].contiguous());
    }
    for (int t = 0; t < terms; t++) {
      gradients[3 * terms + t] = output.sum(0, 1);
    }
    try (PointerScope scope = new PointerScope()) {
      Relations relations =
          relations(
              shapes,
              all.subList(0, terms),
              all.subList(terms, 2 * terms),
              output,
              saved[3 * terms + 1],
              self);
      List<Backward.Target> targets = new ArrayList<>();
      for (int t = 0; t < terms; t++) {
        targets.add(
            new Backward.Target(
                Buffers.floats(gradients[t]),
                Buffers.floats(gradients[terms + t]),
                Buffers.floats(gradients[2 * terms + t])));
      }
      List<float[]> weights =
          all.subList(2 * terms, 3 * terms).stream().map(Buffers::copy).toList();
      backward.run(relations, weights, source(output, saved[3 * terms]), targets);
    }
    return gradients;
  }

  private static Backward.Source source(Tensor output, Tensor winners) {
    int regions = (int) output.size(1);
    int dim = (int) output.size(2);
    FloatBuffer gradients = Buffers.floats(output);
    WinnerBuffer indices = new WinnerBuffer(winners);
    return (image, region, to, won, at) -> {
      int from = (image * regions + region) * dim;
      gradients.get(from, to, at, dim);
      indices.get(from, won, at, dim);
    };
  }

  @Override
  public synchronized void close() {
    custom.close();
    stored.clear();
    workers.close();
  }
}
