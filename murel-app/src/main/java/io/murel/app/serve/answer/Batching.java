package io.murel.app.serve.answer;

import java.time.Duration;

/**
 * How questions are gathered.
 *
 * @param batchSize most questions computed together: beyond some 32 a batch takes longer without
 *     more answers a second
 * @param gathering how long the first question of a batch waits for others while several clients
 *     are asking; one client alone never waits
 * @param queueSize most questions that wait; more are refused
 * @param patience how long a question may wait before it is given up
 */
public record Batching(int batchSize, Duration gathering, int queueSize, Duration patience) {

  public static final Batching USUAL =
      new Batching(32, Duration.ofMillis(3), 512, Duration.ofSeconds(30));
}
