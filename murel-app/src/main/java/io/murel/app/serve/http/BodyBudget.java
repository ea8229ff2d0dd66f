package io.murel.app.serve.http;

import java.util.concurrent.atomic.AtomicLong;

/** How much memory the bodies of all requests may take together. */
final class BodyBudget {

  private final long limit;
  private final AtomicLong used = new AtomicLong();

  BodyBudget(long limit) {
    this.limit = limit;
  }

  /** What one request takes of it, until it is closed. */
  Share share() {
    return new Share();
  }

  long used() {
    return used.get();
  }

  final class Share implements AutoCloseable {

    private long taken;
    private boolean closed;

    /** Takes some bytes more; a problem if there are not so many left. */
    synchronized void take(int bytes) {
      if (closed) {
        return;
      }
      if (used.addAndGet(bytes) > limit) {
        used.addAndGet(-bytes);
        throw ProblemException.later(
            ProblemType.BUSY, "Too many uploads at a time. Try again in a moment.", 1);
      }
      taken += bytes;
    }

    @Override
    public synchronized void close() {
      used.addAndGet(-taken);
      taken = 0;
      closed = true;
    }
  }
}
