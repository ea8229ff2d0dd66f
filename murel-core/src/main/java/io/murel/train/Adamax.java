package io.murel.train;

import io.murel.io.pth.Tuple;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Adamax (Kingma and Ba, 2015, section 7.1), as PyTorch computes it:
 *
 * <pre>
 *   m = b1 m + (1 - b1) g,  u = max(b2 u, |g| + eps)
 *   p = p - lr / (1 - b1^t) * m / u
 * </pre>
 */
final class Adamax extends FlatOptimizer {

  private final OptimizerOptions o;
  private final Tensor expAvg = slot("exp_avg");
  private final Tensor expInf = slot("exp_inf");

  Adamax(Collection<Tensor> trainable, OptimizerOptions o) {
    super(trainable, o.lr());
    this.o = o;
  }

  @Override
  void update(Tensor p, Tensor g, double lr, long t) {
    if (o.weightDecay() > 0) {
      g = g.add(p, new Scalar(o.weightDecay()));
    }
    expAvg.mul_(new Scalar(o.beta1())).add_(g, new Scalar(1 - o.beta1()));
    Tensor decayed = expInf.mul(new Scalar(o.beta2()));
    expInf.copy_(decayed.maximum(g.abs().add_(new Scalar(o.eps()))));
    p.addcdiv_(expAvg, expInf, new Scalar(-lr / (1 - Math.pow(o.beta1(), t))));
  }

  @Override
  Map<String, Object> constants() {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("betas", Tuple.of(o.beta1(), o.beta2()));
    out.put("eps", o.eps());
    out.put("weight_decay", o.weightDecay());
    return out;
  }
}
