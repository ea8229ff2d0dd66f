package io.murel.train;

import java.util.Map;

/** Changes the parameters of one network by their gradients. */
public interface Optimizer extends AutoCloseable {

  /** Sets all gradients to zero. */
  void zeroGrad();

  /**
   * Has the next {@link #step} scale the gradients down so that their total L2 norm is at most
   * {@code max}. That is the last thing done with them before {@link #zeroGrad}.
   *
   * @return the norm before
   */
  double clipGradNorm(double max);

  /** One update with the current gradients and rate. */
  void step();

  double learningRate();

  void setLearningRate(double rate);

  /**
   * The state in the layout of PyTorch's {@code optimizer.state_dict()}: plain maps, lists and
   * numbers, {@link io.murel.io.NdArray} for tensors.
   */
  Map<String, Object> stateDict();

  /**
   * Restores what {@link #stateDict()} gave.
   *
   * @param source the file it comes from, for messages
   * @throws io.murel.BadInputException if it is of another optimizer or another network
   */
  void loadStateDict(Map<String, Object> state, String source);

  @Override
  void close();
}
