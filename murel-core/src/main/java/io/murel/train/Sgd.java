package io.murel.train;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** Stochastic gradient descent with momentum, as PyTorch computes it: {@code b = mu b + g}. */
final class Sgd extends FlatOptimizer {

  private final OptimizerOptions o;
  private final Tensor momentum = slot("momentum_buffer");

  Sgd(Collection<Tensor> trainable, OptimizerOptions o) {
    super(trainable, o.lr());
    this.o = o;
  }

  @Override
  void update(Tensor p, Tensor g, double lr, long t) {
    if (o.weightDecay() > 0) {
      g = g.add(p, new Scalar(o.weightDecay()));
    }
    momentum.mul_(new Scalar(o.momentum())).add_(g);
    p.add_(momentum, new Scalar(-lr));
  }

  /** The rule is the same in every step; PyTorch does not save their number. */
  @Override
  boolean countsSteps() {
    return false;
  }

  @Override
  Map<String, Object> constants() {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("momentum", o.momentum());
    out.put("dampening", 0L);
    out.put("weight_decay", o.weightDecay());
    out.put("nesterov", false);
    return out;
  }
}
