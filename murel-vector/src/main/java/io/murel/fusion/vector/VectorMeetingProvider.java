package io.murel.fusion.vector;

import io.murel.fusion.MeetingKernel;
import io.murel.fusion.MeetingProvider;
import io.murel.vector.VectorSupport;
import java.util.Optional;

/** Brings the vector kernel where it can run and is fast. */
public final class VectorMeetingProvider implements MeetingProvider {

  @Override
  public Optional<MeetingKernel> create(int threads) {
    return VectorSupport.kernel(() -> new VectorMeetings(threads));
  }
}
