package io.murel.app.run;

import io.murel.BadInputException;
import io.murel.data.AnswerPrior;
import io.murel.data.AnswerPrior.By;
import io.murel.data.VqaData;
import io.murel.data.VqaItem;
import io.murel.nn.Torch;
import io.murel.options.Options;
import io.murel.train.AnswerScorer;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The run of a prior, {@code model.network.name: prior}: counts the training answers and measures
 * the most frequent one as it would a network, without images and without a checkpoint.
 */
final class PriorRun {

  private static final Logger LOG = LoggerFactory.getLogger(PriorRun.class);

  private static final String NAME = "prior";
  private static final String QUESTION_TYPE = "question_type";

  private final RunSettings settings;
  private final Recording recording;
  private final By by;

  PriorRun(RunSettings settings, Recording recording) {
    this.settings = settings;
    this.recording = recording;
    this.by = by(settings.network());
  }

  /** Whether the options ask for a prior in place of a network. */
  static boolean isFor(RunSettings settings) {
    return NAME.equals(settings.network().string("name", null));
  }

  /**
   * Refuses options that make no sense for a prior.
   *
   * @throws BadInputException naming the option
   */
  static void check(RunSettings settings) {
    by(settings.network());
    if (settings.evaluatesOnly()) {
      throw BadInputException.at("dataset.train_split")
          .found("nothing")
          .expected("the split whose answers the prior counts")
          .remedy("Name one, for instance --dataset.train_split train; counting takes seconds.");
    }
    if (settings.resume() != null) {
      throw BadInputException.at("exp.resume")
          .found("'" + settings.resume() + "'")
          .expected("nothing: a prior has no checkpoints")
          .remedy("Run it anew with another --exp.dir; counting takes seconds.");
    }
  }

  private static By by(Options network) {
    network.onlyKeys("name", "by");
    if (network.values().containsKey("by") && !network.has("by")) {
      return By.NONE; // the command line reads the word "none" as null
    }
    String by = network.choice("by", QUESTION_TYPE, List.of(QUESTION_TYPE, "none"));
    return by.equals(QUESTION_TYPE) ? By.QUESTION_TYPE : By.NONE;
  }

  void execute(VqaData data) throws IOException {
    String trainSplit = settings.dataset().trainSplit();
    String evalSplit = settings.dataset().evalSplit();
    List<VqaItem> train =
        data.items(trainSplit).stream()
            .filter(VqaItem::hasAnswer)
            .filter(item -> data.vocabulary().answers().contains(item.answer()))
            .toList();
    List<VqaItem> eval = evalSplit == null ? null : data.items(evalSplit);
    if (train.isEmpty()) {
      throw BadInputException.at("dataset.train_split")
          .found("'" + trainSplit + "', which has no answers")
          .expected("a split with an annotations file")
          .remedy("Count another one, for instance --dataset.train_split train.");
    }
    int answers = data.vocabulary().answers().size();
    LOG.info(
        String.format(
            Locale.ROOT, "A prior of %,d questions and %,d answers", train.size(), answers));
    Torch.load();
    AnswerScorer scorer = scorer(new AnswerPrior(train, answers, by));
    int batch = settings.dataset().batchSize();
    recording.of(
        data.vocabulary().answers(),
        new AskedQuestions(train, eval, evalSplit == null ? null : data.testDev(evalSplit)),
        (log, trainer) ->
            trainer.measure(
                scorer,
                new QuestionBatches(trainSplit, train, batch),
                eval == null ? null : new QuestionBatches(evalSplit, eval, batch)));
  }

  private static AnswerScorer scorer(AnswerPrior prior) {
    Map<String, float[]> rows = new HashMap<>(); // by question type
    return loaded -> {
      float[][] logits =
          loaded.items().stream()
              .map(i -> rows.computeIfAbsent(i.questionType(), prior::logProbabilities))
              .toArray(float[][]::new);
      int answers = logits[0].length;
      float[] flat = new float[logits.length * answers];
      for (int i = 0; i < logits.length; i++) {
        System.arraycopy(logits[i], 0, flat, i * answers, answers);
      }
      return Torch.tensor(flat, logits.length, answers); // [B, answers]
    };
  }
}
