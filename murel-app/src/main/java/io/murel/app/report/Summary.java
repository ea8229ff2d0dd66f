package io.murel.app.report;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * How the results were made.
 *
 * @param quick whether this was the short form of the demo
 * @param command what to type to repeat it, for instance "./murel demo --seed 7"
 * @param seed of data and training
 * @param data what was learnt from
 * @param networks MuRel first, then the attention baseline
 * @param machine where it ran
 * @param totalSeconds everything included
 * @param finished when the report was written
 */
public record Summary(
    boolean quick,
    String command,
    long seed,
    DataFacts data,
    List<NetworkFacts> networks,
    MachineFacts machine,
    double totalSeconds,
    Instant finished) {

  public Summary {
    Objects.requireNonNull(command, "command");
    networks = List.copyOf(networks);
    Objects.requireNonNull(finished, "finished");
  }

  /**
   * The sizes of the data set.
   *
   * @param answers in the vocabulary
   * @param features a region has
   */
  public record DataFacts(Split train, Split val, Split test, int answers, int features) {}

  /** One split. */
  public record Split(int images, int questions) {}

  /**
   * One network.
   *
   * @param name "MuRel" or "attention"
   * @param options the options file it was made from
   * @param parameters learnt numbers
   * @param trainSeconds time spent in training, evaluation between epochs not included
   * @param questionsSeen by training, each as often as it was seen
   * @param epochs over the training questions
   */
  public record NetworkFacts(
      String name,
      String options,
      long parameters,
      double trainSeconds,
      long questionsSeen,
      double epochs) {}
}
