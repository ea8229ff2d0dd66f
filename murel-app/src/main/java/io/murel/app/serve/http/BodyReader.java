package io.murel.app.serve.http;

import io.murel.app.serve.Limits;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads bodies as they come, so that a slow client holds no thread, up to a size and for a time. A
 * body that is too large is read to its end all the same, within reason, and thrown away: a client
 * that is still sending would not see the answer.
 */
final class BodyReader {

  /** Bodies up to this many times the limit are swallowed. */
  private static final int SWALLOWED = 4;

  private final Limits limits;

  BodyReader(Limits limits) {
    this.limits = limits;
  }

  /** The body of a request that has been made asynchronous. */
  CompletableFuture<byte[]> read(HttpServletRequest request, BodyBudget.Share memory) {
    if (request.getContentLengthLong() > (long) SWALLOWED * limits.bodyBytes()) {
      return CompletableFuture.failedFuture(tooLarge());
    }
    CompletableFuture<byte[]> body = new CompletableFuture<>();
    try {
      ServletInputStream in = request.getInputStream();
      in.setReadListener(new Reading(in, memory, body));
    } catch (IOException e) {
      return CompletableFuture.failedFuture(brokenOff(e));
    }
    return body.orTimeout(limits.bodyTime().toMillis(), TimeUnit.MILLISECONDS)
        .exceptionallyCompose(
            failure ->
                CompletableFuture.failedFuture(
                    failure instanceof TimeoutException ? tooSlow() : failure));
  }

  private ProblemException tooLarge() {
    return new ProblemException(
        Problem.of(
            ProblemType.BODY_TOO_LARGE,
            "body: found more than %,d bytes, which is the most that is read. Send a smaller picture."
                .formatted(limits.bodyBytes())));
  }

  private ProblemException tooSlow() {
    return new ProblemException(
        Problem.of(
            ProblemType.BODY_TOO_SLOW,
            "body: not complete after %d s. Send a smaller picture, or try again over a faster line."
                .formatted(limits.bodyTime().toSeconds())));
  }

  private ProblemException brokenOff(Throwable failure) {
    if (failure instanceof TimeoutException || failure.getCause() instanceof TimeoutException) {
      return new ProblemException(
          Problem.of(
              ProblemType.BODY_TOO_SLOW,
              "body: nothing came for %d s.".formatted(limits.idleTime().toSeconds())));
    }
    return new ProblemException(
        Problem.of(ProblemType.MALFORMED_BODY, "body: broken off before its end."));
  }

  private final class Reading implements ReadListener {

    private final ServletInputStream in;
    private final BodyBudget.Share memory;
    private final CompletableFuture<byte[]> body;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final byte[] buffer = new byte[16_384];
    private long length;

    Reading(ServletInputStream in, BodyBudget.Share memory, CompletableFuture<byte[]> body) {
      this.in = in;
      this.memory = memory;
      this.body = body;
    }

    @Override
    public void onDataAvailable() throws IOException {
      while (!body.isDone() && in.isReady()) {
        int read = in.read(buffer);
        if (read < 0) {
          return;
        }
        length += read;
        if (length > (long) SWALLOWED * limits.bodyBytes()) {
          body.completeExceptionally(tooLarge());
        } else if (length <= limits.bodyBytes()) {
          try {
            memory.take(read);
          } catch (ProblemException e) {
            body.completeExceptionally(e);
          }
          bytes.write(buffer, 0, read);
        }
      }
    }

    @Override
    public void onAllDataRead() {
      if (length > limits.bodyBytes()) {
        body.completeExceptionally(tooLarge());
      } else {
        body.complete(bytes.toByteArray());
      }
    }

    @Override
    public void onError(Throwable failure) {
      body.completeExceptionally(brokenOff(failure));
    }
  }
}
