package io.murel.nn.vector;

import io.murel.nn.LinearKernel;
import io.murel.nn.LinearSource;
import io.murel.vector.VectorSupport;
import java.util.Optional;

/** Brings the vector kernel where it can run and is fast. */
public final class VectorLinearSource implements LinearSource {

  @Override
  public Optional<LinearKernel> create(int threads) {
    return VectorSupport.kernel(() -> new VectorLinear(threads));
  }
}
