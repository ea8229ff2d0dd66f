package io.murel.relation.vector;

import io.murel.fusion.Fusion;
import io.murel.fusion.Fusions;
import io.murel.nn.Torch;
import io.murel.options.Options;
import io.murel.relation.Aggregation;
import io.murel.relation.PairKernel;
import io.murel.relation.PairTerm;
import io.murel.relation.Pairs;
import io.murel.relation.Related;
import io.murel.relation.kernel.KernelCase;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Relations of {@code images} images of {@code regions} regions, always the same random ones. */
final class Problem implements AutoCloseable {

  private static final int BOX = 4;
  static final int DIM = 70;

  final Fusion coord;
  final Fusion feat;
  final Tensor boxes; // [B, N, 4]
  final Tensor regions; // [B, N, D], a leaf
  private final Tensor weights; // of the loss

  Problem(int images, int regions) {
    Torch.load();
    torch.manual_seed(images * 1000L + regions);
    coord = Fusions.create(Options.of(KernelCase.block(BOX, DIM, 20, 3, 2)));
    feat = Fusions.create(Options.of(KernelCase.block(DIM, DIM, 40, 5, 5)));
    boxes = torch.rand(images, regions, BOX);
    this.regions = torch.randn(images, regions, DIM).requires_grad_(true);
    weights = torch.randn(images, regions, DIM);
  }

  /** A term of the boxes for so many relations. */
  PairTerm boxTerm(int uses) {
    return new PairTerm(coord, boxes, uses);
  }

  Pairs pairs(PairTerm boxTerm, Tensor mask) {
    PairTerm term = new PairTerm(feat, regions, 1);
    return new Pairs(boxTerm, term, regions.size(0), mask, true, Aggregation.MAX);
  }

  Related relate(PairKernel kernel) {
    return kernel.relate(pairs(boxTerm(1), null));
  }

  /** Training steps, in scopes of their own. */
  void train(PairKernel kernel, int steps) {
    for (int step = 0; step < steps; step++) {
      try (PointerScope scope = new PointerScope()) {
        Tensor loss = relate(kernel).regions().sum();
        if (step % 3 > 0) { // now and then a graph is given up
          loss.backward();
        }
      }
    }
  }

  /** x, its winners, and the gradients of all there is. */
  List<double[]> everything(PairKernel kernel) {
    List<double[]> out = new ArrayList<>();
    Related related = relate(kernel);
    out.add(Torch.doubles(related.regions()));
    out.add(Torch.doubles(related.partners()));
    List<Tensor> leaves = new ArrayList<>(List.of(regions));
    leaves.addAll(feat.namedParameters().values());
    leaves.addAll(coord.namedParameters().values());
    leaves.stream().filter(l -> l.grad().defined()).forEach(l -> l.mutable_grad().zero_());
    related.regions().mul(weights).sum().backward();
    leaves.forEach(leaf -> out.add(Torch.doubles(leaf.grad())));
    return out;
  }

  @Override
  public void close() {
    coord.close();
    feat.close();
  }
}
