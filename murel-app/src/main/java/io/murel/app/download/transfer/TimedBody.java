package io.murel.app.download.transfer;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The body of an answer, piece by piece, with a bound on the wait for each: the JDK's client has
 * none once the headers are there, and a silent connection would hang for ever.
 */
final class TimedBody implements BodySubscriber<TimedBody>, AutoCloseable {

  /** What came: buffers, a failure, or the end where both are null. */
  private record Piece(List<ByteBuffer> buffers, Throwable failure) {}

  private final BlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();
  private Subscription subscription;
  private boolean closed;

  @Override
  public CompletionStage<TimedBody> getBody() {
    return CompletableFuture.completedFuture(this); // at once: the reader waits for the pieces
  }

  @Override
  public void onSubscribe(Subscription given) {
    synchronized (this) {
      subscription = given;
      if (!closed) {
        given.request(1);
        return;
      }
    }
    given.cancel();
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    pieces.add(new Piece(buffers, null));
  }

  @Override
  public void onError(Throwable failure) {
    pieces.add(new Piece(null, failure));
  }

  @Override
  public void onComplete() {
    pieces.add(new Piece(null, null));
  }

  /**
   * The next bytes; null at the end.
   *
   * @throws Setback if the connection broke or nothing came for too long
   */
  List<ByteBuffer> next(Duration silence) throws Setback, InterruptedException {
    Piece piece = pieces.poll(silence.toMillis(), TimeUnit.MILLISECONDS);
    if (piece == null) {
      throw new Setback("nothing came for " + Words.of(silence));
    }
    if (piece.failure() != null) {
      throw new Setback("the connection broke off");
    }
    if (piece.buffers() != null) {
      subscribed().request(1);
    }
    return piece.buffers();
  }

  /** Gives up the rest, if there is one. */
  @Override
  public void close() {
    Subscription running;
    synchronized (this) {
      closed = true;
      running = subscription;
    }
    if (running != null) {
      running.cancel();
    }
  }

  private synchronized Subscription subscribed() {
    return subscription;
  }
}
