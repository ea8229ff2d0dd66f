package io.murel.fusion;

import io.murel.nn.OpSequence;
import java.util.Optional;
import java.util.ServiceLoader;

/** The kernels a fusion has, made when they are first needed and kept with their buffers. */
final class MeetingKernels implements AutoCloseable {

  private final MeetingKernel tiled = new TiledMeetings();
  private Optional<MeetingKernel> fastest;

  /** The fastest one that is allowed and serves. */
  synchronized MeetingKernel of(RowMeeting meeting, OpSequence sequence) {
    if (sequence != OpSequence.FAST) {
      return tiled;
    }
    if (fastest == null) {
      fastest =
          ServiceLoader.load(MeetingProvider.class, MeetingKernels.class.getClassLoader())
              .findFirst()
              .flatMap(MeetingProvider::create);
    }
    return fastest.filter(kernel -> kernel.serves(meeting)).orElse(tiled);
  }

  /** Frees their buffers and threads; what is needed afterwards is made anew. */
  @Override
  public synchronized void close() {
    if (fastest != null) {
      fastest.ifPresent(MeetingKernel::close);
      fastest = null;
    }
  }
}
