package io.murel.app.serve.answer;

import io.murel.app.serve.http.Problem;
import io.murel.app.serve.http.ProblemException;
import io.murel.app.serve.http.ProblemType;
import io.murel.app.serve.http.ServeMetrics;
import io.murel.app.serve.http.ServeMetrics.Refusal;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Gathers the questions of all clients into batches. One thread computes, with all cores inside; it
 * always serves the question that has waited longest, together with those behind it that can be
 * computed in the same batch.
 */
public final class AnswerQueue implements AutoCloseable {

  private final Batching batching;
  private final Executor handOver;
  private final ServeMetrics metrics;
  private final BatchComputer computer;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final LinkedList<Waiting> waiting = new LinkedList<>();
  private final Thread thread = new Thread(this::run, "murel-answers");
  private boolean crowded;
  private boolean closing;

  /**
   * @param handOver runs what follows on an answer, which must not hold up the next batch
   */
  public AnswerQueue(Batching batching, Executor handOver, ServeMetrics metrics) {
    this.batching = batching;
    this.handOver = handOver;
    this.metrics = metrics;
    this.computer = new BatchComputer(metrics);
    metrics.gauge("murel_queue_questions", "Questions that wait to be computed.", this::size);
    thread.setDaemon(true);
    thread.start();
  }

  /** Questions that wait. */
  public int size() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Answers to the questions of a request, in their order. All of them are taken in or none.
   *
   * @throws ProblemException if there is no room; the future may fail with one as well
   */
  public CompletableFuture<List<Answered>> ask(Ask ask) {
    List<Waiting> own = ask.queries().stream().map(query -> new Waiting(ask, query)).toList();
    lock.lock();
    try {
      if (closing) {
        metrics.refused(Refusal.STOPPING, own.size());
        throw ProblemException.later(
            ProblemType.STOPPING, "The server takes no more questions. Ask another one.", 5);
      }
      if (waiting.size() + own.size() > batching.queueSize()) {
        metrics.refused(Refusal.QUEUE_FULL, own.size());
        throw ProblemException.later(
            ProblemType.BUSY,
            "%d questions are waiting, and there is room for %d. Try again in a moment."
                .formatted(waiting.size(), batching.queueSize()),
            computer.secondsFor(waiting.size()));
      }
      waiting.addAll(own);
      changed.signal();
    } finally {
      lock.unlock();
    }
    return CompletableFuture.allOf(
            own.stream().map(each -> each.answer).toArray(CompletableFuture<?>[]::new))
        .orTimeout(batching.patience().toMillis(), TimeUnit.MILLISECONDS)
        .handleAsync((all, failure) -> answers(own, failure), handOver);
  }

  private List<Answered> answers(List<Waiting> own, Throwable failure) {
    if (failure instanceof TimeoutException) {
      metrics.refused(Refusal.WAITED_TOO_LONG, own.size());
      own.forEach(each -> each.answer.cancel(false));
      throw ProblemException.later(
          ProblemType.BUSY,
          "Not answered within %s s and given up. Try again in a moment."
              .formatted(
                  BigDecimal.valueOf(batching.patience().toMillis(), 3).stripTrailingZeros()),
          computer.secondsFor(size()));
    }
    return own.stream().map(each -> each.answer.join()).toList();
  }

  private void run() {
    try {
      while (true) {
        List<Waiting> batch = next();
        if (batch == null) {
          return;
        }
        if (!batch.isEmpty()) {
          computer.compute(batch);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody interrupts this thread but a dying process
    }
  }

  /** The next batch, which may have turned out empty; null when everything is done. */
  private List<Waiting> next() throws InterruptedException {
    List<Waiting> taken;
    lock.lock();
    try {
      while (waiting.isEmpty()) {
        if (closing) {
          return null;
        }
        changed.await();
      }
      waitForOthers();
      taken = take();
      crowded = taken.stream().map(each -> each.ask).distinct().count() > 1;
    } finally {
      lock.unlock();
    }
    return stillWanted(taken);
  }

  /** One client alone is served at once; where several ask, the first waits for the others. */
  private void waitForOthers() throws InterruptedException {
    long left = waiting.getFirst().since + batching.gathering().toNanos() - System.nanoTime();
    while ((crowded || severalAsk())
        && !closing
        && left > 0
        && waiting.size() < batching.batchSize()) {
      left = changed.awaitNanos(left);
    }
  }

  private boolean severalAsk() {
    return waiting.getFirst().ask != waiting.getLast().ask;
  }

  private List<Waiting> take() {
    List<Waiting> batch = new ArrayList<>();
    Waiting first = waiting.getFirst();
    Iterator<Waiting> each = waiting.iterator();
    while (each.hasNext() && batch.size() < batching.batchSize()) {
      Waiting next = each.next();
      if (next.goesWith(first)) {
        batch.add(next);
        each.remove();
      }
    }
    return batch;
  }

  /** Drops what was given up and what nobody waits for any more. */
  private List<Waiting> stillWanted(List<Waiting> batch) {
    List<Waiting> wanted = new ArrayList<>(batch.size());
    for (Waiting each : batch) {
      if (each.ask.gone().getAsBoolean()) {
        metrics.refused(Refusal.CLIENT_GONE, 1);
        each.answer.completeExceptionally(
            new ProblemException(
                Problem.of(
                    ProblemType.CLIENT_GONE, "Not computed: nobody seemed to wait for it.")));
      } else if (!each.answer.isDone()) {
        metrics.waited(each.seconds());
        wanted.add(each);
      }
    }
    return wanted;
  }

  /** Takes no more questions, answers those that wait, and ends. */
  @Override
  public void close() {
    lock.lock();
    try {
      closing = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
