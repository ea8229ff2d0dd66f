package io.murel.app.run;

import io.murel.BadInputException;
import io.murel.app.console.Terminal;
import io.murel.app.options.RunOptions;
import io.murel.data.BatchLoader;
import io.murel.data.LoaderOptions;
import io.murel.data.VqaData;
import io.murel.data.VqaDataset;
import io.murel.data.VqaItem;
import io.murel.model.Networks;
import io.murel.model.VqaNetwork;
import io.murel.nn.Torch;
import io.murel.options.Options;
import io.murel.regions.RegionSources;
import io.murel.train.BatchSource;
import io.murel.train.CheckpointPart;
import io.murel.train.Checkpoints;
import io.murel.train.Criterion;
import io.murel.train.Curriculum;
import io.murel.train.EngineState;
import io.murel.train.Learner;
import io.murel.train.Optimizer;
import io.murel.train.Optimizers;
import io.murel.train.RunLog;
import io.murel.train.StateDictFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.global.torch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run: reads the data, makes the network, trains and evaluates it, and leaves logs, checkpoints
 * and learning curves in the run directory.
 *
 * <pre>{@code
 * RunOptions options = RunOptions.load(Path.of("options/scenes/murel.yaml"), Overrides.none());
 * new Run(options, Path.of("options/scenes/murel.yaml"), Terminal.standard()).execute();
 * }</pre>
 */
public final class Run {

  private static final Logger LOG = LoggerFactory.getLogger(Run.class);

  private final RunOptions options;
  private final Path file;
  private final Terminal terminal;
  private final RunSettings settings;
  private final RunDirectory directory;

  /**
   * Checks the options.
   *
   * @param file where they come from, for the log
   * @throws BadInputException for an option that makes no sense
   */
  public Run(RunOptions options, Path file, Terminal terminal) {
    this.options = options;
    this.file = file;
    this.terminal = terminal;
    this.settings = RunSettings.from(options);
    this.directory = new RunDirectory(settings);
  }

  /**
   * Trains, or only evaluates where no training split is named.
   *
   * @throws BadInputException if data, run directory or checkpoint are not as they should be
   */
  public void execute() throws IOException {
    directory.check();
    try (ReadingProgress reading = new ReadingProgress(terminal);
        VqaData data = VqaData.open(settings.dataset(), RegionSources::open, reading)) {
      if (PriorRun.isFor(settings)) {
        new PriorRun(settings, recording()).execute(data);
        return;
      }
      Splits splits = Splits.read(data, settings);
      Torch.load();
      settings.seed().ifPresent(torch::manual_seed);
      int answers = data.vocabulary().answers().size();
      Options fitted = sized(AnswerSize.fit(settings.network(), answers));
      List<String> words = data.vocabulary().words().words();
      try (VqaNetwork network = network(fitted, words, splits.visualDim())) {
        settings.initialization().apply(network); // on the CPU: the same numbers for every device
        network.to(settings.device());
        LOG.info(
            "{} words, {} answers, {} features a region; {} with {} parameters{}",
            grouped(words.size()),
            grouped(answers),
            grouped(splits.visualDim()),
            fitted.string("name", "murel_net"),
            grouped(network.parameterCount()),
            settings.device().isCpu() ? "" : " on " + settings.device());
        execute(data, network, splits);
      }
    }
  }

  /** With the sizes of the checkpoint to resume, where the options leave them out. */
  private Options sized(Options network) {
    if (settings.resume() == null) {
      return network;
    }
    Checkpoints checkpoints = new Checkpoints(settings.directory());
    String name = checkpoints.resolve(settings.resume());
    Path weights = checkpoints.file(name, CheckpointPart.MODEL);
    return new WeightSizes(network, StateDictFile.read(weights).tensors()).completed();
  }

  private VqaNetwork network(Options options, List<String> words, int visualDim) {
    try (PointerScope scope = new PointerScope()) {
      return Networks.create(options, words, visualDim, settings.kernel());
    }
  }

  /** Everything that may be wrong is read before the first file of the run is written. */
  private void execute(VqaData data, VqaNetwork network, Splits splits) throws IOException {
    requireMemory(network, splits.train(), true);
    requireMemory(network, splits.eval(), false);
    BatchSource training = splits.train() == null ? null : training(splits.train());
    BatchSource evaluation = splits.eval() == null ? null : evaluation(splits.eval());
    Checkpoints checkpoints = new Checkpoints(settings.directory());
    String resumed = settings.resume() == null ? null : checkpoints.resolve(settings.resume());
    try (Optimizer optimizer = training == null ? null : optimizer(network)) {
      EngineState state =
          resumed == null ? EngineState.NEW : checkpoints.load(resumed, network, optimizer);
      recording()
          .of(
              data.vocabulary().answers(),
              asked(data, splits),
              (log, trainer) -> {
                DescribedModel.write(data, splits, settings);
                RunNotes.network(log, network);
                splits.unknownAnswers(data, settings).ifPresent(message -> warn(log, message));
                if (resumed != null) {
                  trainer.resume(resumed, state);
                }
                if (training == null) {
                  trainer.evaluate(network, evaluation);
                } else {
                  trainer.train(learner(network, optimizer), training, evaluation);
                }
              });
    }
  }

  /** Judged by the first question: what is larger later is refused then. */
  private void requireMemory(VqaNetwork network, VqaDataset split, boolean training) {
    if (split != null && split.size() > 0) {
      VqaItem first = split.items().get(0);
      network.train(training);
      network.requireMemory(
          Math.min(settings.dataset().batchSize(), split.size()),
          split.regions().view(first.imageName()).count(),
          Math.max(1, first.wordIds().length));
    }
  }

  private Recording recording() {
    return new Recording(options, file, settings, terminal);
  }

  private static AskedQuestions asked(VqaData data, Splits splits) {
    VqaDataset eval = splits.eval();
    return new AskedQuestions(
        items(splits.train()), items(eval), eval == null ? null : data.testDev(eval.split()));
  }

  private static List<VqaItem> items(VqaDataset split) {
    return split == null ? null : split.items();
  }

  private static void warn(RunLog log, String message) {
    LOG.warn(message);
    log.warning("Run", message);
  }

  private Optimizer optimizer(VqaNetwork network) {
    return Optimizers.create(settings.optimizer(), network.trainableParameters());
  }

  private Learner learner(VqaNetwork network, Optimizer optimizer) {
    return new Learner(
        network,
        Criterion.crossEntropy(),
        optimizer,
        settings.schedule(),
        settings.optimizer().gradClip());
  }

  private BatchSource training(VqaDataset train) {
    LoaderOptions loading = LoaderOptions.training(settings.dataset(), settings.seed().orElse(0));
    return Curriculum.of(train, settings.dataset().curriculum(), loading);
  }

  private BatchSource evaluation(VqaDataset eval) {
    return BatchSource.of(new BatchLoader(eval, LoaderOptions.evaluation(settings.dataset())));
  }

  private static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
