package io.murel.train;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * RMSprop as PyTorch computes it: {@code v = a v + (1 - a) g^2, p = p - lr g / (sqrt(v) + eps)}.
 */
final class RmsProp extends FlatOptimizer {

  private static final double ALPHA = 0.99;

  private final OptimizerOptions o;
  private final Tensor squareAvg = slot("square_avg");

  RmsProp(Collection<Tensor> trainable, OptimizerOptions o) {
    super(trainable, o.lr());
    this.o = o;
  }

  @Override
  void update(Tensor p, Tensor g, double lr, long t) {
    if (o.weightDecay() > 0) {
      g = g.add(p, new Scalar(o.weightDecay()));
    }
    squareAvg.mul_(new Scalar(ALPHA)).addcmul_(g, g, new Scalar(1 - ALPHA));
    p.addcdiv_(g, squareAvg.sqrt().add_(new Scalar(o.eps())), new Scalar(-lr));
  }

  @Override
  Map<String, Object> constants() {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("momentum", 0L);
    out.put("alpha", ALPHA);
    out.put("eps", o.eps());
    out.put("centered", false);
    out.put("weight_decay", o.weightDecay());
    return out;
  }
}
