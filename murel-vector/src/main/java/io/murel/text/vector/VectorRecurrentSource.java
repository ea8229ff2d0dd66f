package io.murel.text.vector;

import io.murel.text.RecurrentKernel;
import io.murel.text.RecurrentSource;
import io.murel.vector.VectorSupport;
import java.util.Optional;

/** Brings the vector kernel where it can run and is fast. */
public final class VectorRecurrentSource implements RecurrentSource {

  @Override
  public Optional<RecurrentKernel> create(int threads) {
    return VectorSupport.kernel(() -> new VectorRecurrence(threads));
  }
}
