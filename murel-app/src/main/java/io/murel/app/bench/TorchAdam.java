package io.murel.app.bench;

import io.murel.train.Optimizer;
import java.util.Collection;
import java.util.Map;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** libtorch's own Adam and clipping, parameter by parameter: what ours is compared with. */
final class TorchAdam implements Optimizer {

  private final TensorVector parameters;
  private final AdamOptions options;
  private final Adam adam;

  TorchAdam(Collection<Tensor> trainable, double learningRate) {
    parameters = new TensorVector(trainable.toArray(Tensor[]::new));
    options = new AdamOptions(learningRate);
    adam = new Adam(parameters, options);
  }

  @Override
  public void zeroGrad() {
    adam.zero_grad();
  }

  @Override
  public double clipGradNorm(double max) {
    return torch.clip_grad_norm_(parameters, max);
  }

  @Override
  public void step() {
    adam.step();
  }

  @Override
  public double learningRate() {
    return options.get_lr();
  }

  @Override
  public void setLearningRate(double rate) {
    options.set_lr(rate);
  }

  @Override
  public Map<String, Object> stateDict() {
    throw new UnsupportedOperationException("for measurements only");
  }

  @Override
  public void loadStateDict(Map<String, Object> state, String source) {
    throw new UnsupportedOperationException("for measurements only");
  }

  @Override
  public void close() {
    adam.close();
    options.close();
    parameters.close();
  }
}
