package io.murel.train;

import io.murel.BadInputException;
import io.murel.model.VqaNetwork;
import io.murel.nn.Device;
import io.murel.options.Nearest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.bytedeco.pytorch.global.torch;

/**
 * The training loop: epoch after epoch train, evaluate, keep the best, save the last. It logs what
 * the original logs, under the same names.
 *
 * <p>A run with a seed repeats exactly, and one that is resumed after any epoch goes on as if it
 * had never stopped: every epoch seeds libtorch's generator with seed + epoch. (The original does
 * not save the very first epoch as the best so far; we do. Its train_batch.norm is a mean over the
 * process, which begins anew on resuming; so does ours.)
 */
public final class Trainer {

  static final String SOURCE = "Trainer";

  private static final String CRITERIA = "engine.saving_criteria";
  private static final String WATCHED = "optimizer.lr_scheduler.metric";

  private final EngineOptions options;
  private final OptionalLong seed;
  private final RunLog log;
  private final Checkpoints checkpoints;
  private final List<EpochMetric> metrics;
  private final List<TrainListener> listeners;
  private final RunClock clock;
  private final Map<String, Double> latest = new LinkedHashMap<>();
  private EngineState state = EngineState.NEW;

  /**
   * @param seed empty: every run is different
   * @param metrics measured beside loss and accuracies
   */
  public Trainer(
      EngineOptions options,
      OptionalLong seed,
      RunLog log,
      Checkpoints checkpoints,
      List<EpochMetric> metrics,
      List<TrainListener> listeners) {
    this.options = options;
    this.seed = seed;
    this.log = log;
    this.checkpoints = checkpoints;
    this.metrics = List.copyOf(metrics);
    this.listeners = List.copyOf(listeners);
    this.clock = new RunClock(options);
  }

  /**
   * Continues a run: training goes on with the epoch after the restored one.
   *
   * @param name of the checkpoint, for the log
   * @param restored what {@link Checkpoints#load} returned for it
   */
  public void resume(String name, EngineState restored) {
    log.info(SOURCE, "Loading " + name + " checkpoint");
    state = restored;
    clock.set(state.trainSeconds());
  }

  /** How far the run has come. */
  public EngineState state() {
    return state;
  }

  /** Evaluates once, without training; logged as the epoch that was resumed. */
  public EpochReport evaluate(VqaNetwork network, BatchSource source) {
    log.info(SOURCE, "Launching evaluation procedures");
    EpochReport report = evaluate(network, source, state.epoch());
    log.info(SOURCE, "Ending evaluation procedures");
    return report;
  }

  /**
   * Trains until the last epoch or until the time is up.
   *
   * @param eval evaluated after each epoch; null: none
   * @throws BadInputException if the loss stays not a number, or a file cannot be written; what was
   *     saved before is complete
   */
  public void train(Learner learner, BatchSource train, BatchSource eval) {
    log.info(SOURCE, "Launching training procedures");
    checkpoints.cleanUp();
    learner.schedule().restore(state.schedule());
    TrainEpoch trainEpoch = new TrainEpoch(learner, options, clock, log, metrics, listeners);
    for (int epoch = state.epoch() + 1; !finished(epoch); epoch++) {
      seed(epoch);
      remember(trainEpoch.run(train.at(clock.fraction(epoch, 0)), epoch));
      if (eval != null) {
        remember(evaluate(learner.network(), eval, epoch));
      }
      adjustRate(learner.schedule(), epoch);
      save(learner, epoch, eval != null);
      learner.schedule().watched().ifPresent(m -> requireMeasured(m, WATCHED));
    }
    log.info(SOURCE, "Ending training procedures");
  }

  /**
   * Measures what does not learn by steps, a prior for instance, as one epoch on both splits. There
   * is nothing to save.
   *
   * @param eval null: none
   */
  public void measure(AnswerScorer scorer, BatchSource train, BatchSource eval) {
    log.info(SOURCE, "Launching measuring procedures");
    measure(Phase.TRAIN, scorer, train);
    if (eval != null) {
      measure(Phase.EVAL, scorer, eval);
    }
    log.info(SOURCE, "Ending measuring procedures");
  }

  private void measure(Phase phase, AnswerScorer scorer, BatchSource source) {
    new Evaluator(metrics, listeners)
        .measure(
            phase,
            scorer,
            Device.CPU,
            source,
            0,
            options.visited(source.batches()),
            Optional.of(new EpochLog(log, options.printFreq())),
            1);
  }

  private boolean finished(int epoch) {
    return epoch >= options.epochs() || clock.secondsLeft() == 0;
  }

  private EpochReport evaluate(VqaNetwork network, BatchSource source, int epoch) {
    seed(epoch);
    log.info(SOURCE, "Evaluating model on " + source.split() + "set for epoch " + epoch);
    return new Evaluator(metrics, listeners)
        .evaluate(
            network,
            source,
            epoch,
            options.visited(source.batches()),
            Optional.of(new EpochLog(log, options.printFreq())),
            clock.fraction(epoch, 1));
  }

  private void seed(int epoch) {
    seed.ifPresent(s -> torch.manual_seed(s + epoch));
  }

  private void remember(EpochReport report) {
    String prefix = report.phase().prefix() + "_epoch.";
    report.values().forEach((name, value) -> latest.put(prefix + name, value));
  }

  /** The latest value of a measure, which may go without "eval_epoch."; null: there is none. */
  private Double measured(String name) {
    Double value = latest.get(name);
    return value == null ? latest.get(Phase.EVAL.prefix() + "_epoch." + name) : value;
  }

  /** Lets the schedule know what it watches. */
  private void adjustRate(LearningRateSchedule schedule, int epoch) {
    Progress progress = new Progress(epoch, clock.fraction(epoch, 1));
    schedule.watched().map(this::measured).ifPresent(value -> schedule.epochEnded(progress, value));
  }

  /**
   * Saves the bests first: if the run dies in between, the epoch is repeated and so are they.
   *
   * @param evaluated if not, only measures of the training are looked for, as in the original
   */
  private void save(Learner learner, int epoch, boolean evaluated) {
    Map<String, Double> best = new LinkedHashMap<>(state.bestOut());
    double seconds = options.maxSeconds() > 0 ? clock.trainSeconds() : 0;
    Map<String, Double> schedule = learner.schedule().state();
    List<SavingCriterion> criteria =
        options.savingCriteria().stream()
            .filter(criterion -> evaluated || criterion.name().startsWith("train_epoch."))
            .toList();
    for (SavingCriterion criterion : criteria) {
      Double value = measured(criterion.name());
      if (value != null && criterion.isBest(value, state.bestOut().get(criterion.name()))) {
        best.put(criterion.name(), value);
        log.info(SOURCE, "Saving best checkpoint for strategy " + criterion.name());
        save(criterion.checkpoint(), learner, new EngineState(epoch, best, seconds, schedule));
      }
    }
    log.info(SOURCE, "Saving last checkpoint");
    state = new EngineState(epoch, best, seconds, schedule);
    save(Checkpoints.LAST, learner, state);
    criteria.forEach(criterion -> requireMeasured(criterion.name(), CRITERIA));
  }

  private void save(String name, Learner learner, EngineState engine) {
    checkpoints.save(name, learner.network(), learner.optimizer(), engine);
    listeners.forEach(l -> l.onCheckpoint(name, engine.epoch()));
  }

  /** Called only when the epoch is saved. */
  private void requireMeasured(String name, String option) {
    if (measured(name) == null) {
      throw BadInputException.at(option)
          .found("'" + name + "', which this run does not measure")
          .expected("one of " + String.join(", ", latest.keySet()))
          .remedy(
              Nearest.suggestion(name, latest.keySet())
                  + " The epoch is saved: mend the option and continue with --exp.resume last.");
    }
  }
}
