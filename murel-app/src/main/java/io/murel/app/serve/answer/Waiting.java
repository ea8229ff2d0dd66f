package io.murel.app.serve.answer;

import io.murel.vqa.Query;
import java.util.concurrent.CompletableFuture;

/** One question in the queue. */
final class Waiting {

  final Ask ask;
  final Query query;
  final long since = System.nanoTime();
  final CompletableFuture<Answered> answer = new CompletableFuture<>();

  Waiting(Ask ask, Query query) {
    this.ask = ask;
    this.query = query;
  }

  /** Whether both can be computed in one batch. */
  boolean goesWith(Waiting other) {
    return ask.model() == other.ask.model() && ask.trace() == other.ask.trace();
  }

  double seconds() {
    return (System.nanoTime() - since) / 1e9;
  }
}
