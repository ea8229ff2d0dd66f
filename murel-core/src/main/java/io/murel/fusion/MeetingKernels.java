package io.murel.fusion;

import io.murel.nn.LazyKernel;
import io.murel.nn.OpSequence;

/** The kernels a fusion has, kept with their buffers. */
final class MeetingKernels implements AutoCloseable {

  private final MeetingKernel tiled = new TiledMeetings();
  private final LazyKernel<MeetingKernel> fastest = new LazyKernel<>(MeetingProvider.class);

  /** The fastest one that is allowed and serves. */
  MeetingKernel of(RowMeeting meeting, OpSequence sequence) {
    return fastest.allowed(sequence).filter(kernel -> kernel.serves(meeting)).orElse(tiled);
  }

  @Override
  public void close() {
    fastest.close();
  }
}
