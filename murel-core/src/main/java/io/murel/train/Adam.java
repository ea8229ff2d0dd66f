package io.murel.train;

import io.murel.io.pth.Tuple;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Adam (Kingma and Ba, 2015), as PyTorch computes it:
 *
 * <pre>
 *   m = b1 m + (1 - b1) g,  v = b2 v + (1 - b2) g^2
 *   p = p - lr / (1 - b1^t) * m / (sqrt(v) / sqrt(1 - b2^t) + eps)
 * </pre>
 *
 * On the CPU in one pass ({@link FusedAdam}), elsewhere operation by operation: there memory is
 * fast and vectors of all parameters keep the device busy.
 */
final class Adam extends FlatOptimizer {

  private final OptimizerOptions o;
  private final boolean decoupled;
  private final Tensor expAvg = slot("exp_avg");
  private final Tensor expAvgSq = slot("exp_avg_sq");

  /**
   * @param decoupled weight decay shrinks the parameters (AdamW) instead of joining the gradient
   */
  Adam(Collection<Tensor> trainable, OptimizerOptions o, boolean decoupled) {
    super(trainable, o.lr());
    this.o = o;
    this.decoupled = decoupled;
  }

  @Override
  void update(Tensor p, Tensor g, double lr, long t) {
    if (decoupled) {
      p.mul_(new Scalar(1 - lr * o.weightDecay()));
    } else if (o.weightDecay() > 0) {
      g = g.add(p, new Scalar(o.weightDecay()));
    }
    expAvg.mul_(new Scalar(o.beta1())).add_(g, new Scalar(1 - o.beta1()));
    expAvgSq.mul_(new Scalar(o.beta2())).addcmul_(g, g, new Scalar(1 - o.beta2()));
    double correction = Math.sqrt(1 - Math.pow(o.beta2(), t));
    Tensor root = expAvgSq.sqrt().div_(new Scalar(correction)).add_(new Scalar(o.eps()));
    p.addcdiv_(expAvg, root, new Scalar(-lr / (1 - Math.pow(o.beta1(), t))));
  }

  @Override
  void update(Tensor p, Tensor g, double lr, long t, double scale) {
    if (p.is_cpu()) {
      FusedAdam.step(o, decoupled, p, g, expAvg, expAvgSq, lr, scale, t);
    } else {
      super.update(p, g, lr, t, scale);
    }
  }

  @Override
  Map<String, Object> constants() {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("betas", Tuple.of(o.beta1(), o.beta2()));
    out.put("eps", o.eps());
    out.put("weight_decay", o.weightDecay());
    out.put("amsgrad", false);
    return out;
  }
}
