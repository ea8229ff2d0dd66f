package io.murel.app.run;

import io.murel.BadInputException;
import io.murel.data.VqaData;
import io.murel.data.VqaDataset;
import io.murel.data.VqaItem;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The splits a run trains and evaluates on. Answers that the network has no class for are left out
 * of training and reported in evaluation.
 *
 * @param train null: nothing is learnt
 * @param eval null: nothing is evaluated
 */
record Splits(VqaDataset train, VqaDataset eval) {

  private static final Logger LOG = LoggerFactory.getLogger(Splits.class);

  /**
   * Reads the splits that the options name.
   *
   * @throws BadInputException if a split is unusable, the one to train on has no answers, or their
   *     features do not fit together
   */
  static Splits read(VqaData data, RunSettings settings) {
    VqaDataset train = null;
    if (settings.dataset().trainSplit() != null) {
      train = learnable(data, settings.dataset().trainSplit());
    }
    VqaDataset eval = null;
    if (settings.dataset().evalSplit() != null) {
      eval = counted(data.split(settings.dataset().evalSplit()));
    }
    Splits splits = new Splits(train, eval);
    splits.checkFeatures();
    return splits;
  }

  private static VqaDataset learnable(VqaData data, String name) {
    VqaDataset split = data.split(name);
    if (!split.hasAnswers()) {
      throw BadInputException.at("dataset.train_split")
          .found("'" + name + "', which has no answers")
          .expected("a split with an annotations file")
          .remedy("Train on another one, for instance --dataset.train_split train.");
    }
    return counted(split.where(item -> data.vocabulary().answers().contains(item.answer())));
  }

  private static VqaDataset counted(VqaDataset split) {
    LOG.info("{}: {} questions", split.split(), grouped(split.size()));
    return split;
  }

  private void checkFeatures() {
    if (train != null && eval != null && eval.regions().featureDim() != visualDim()) {
      throw BadInputException.at("the regions of " + eval.split())
          .found(eval.regions().featureDim() + " features a region")
          .expected(visualDim() + ", as those of " + train.split())
          .remedy("Extract the regions of both splits in the same way.");
    }
  }

  /** Features per region. */
  int visualDim() {
    return (train == null ? eval : train).regions().featureDim();
  }

  /** What to say about answers to evaluate on that the network cannot give. */
  Optional<String> unknownAnswers(VqaData data, RunSettings settings) {
    if (eval == null) {
      return Optional.empty();
    }
    List<String> unknown = data.vocabulary().unknownAnswers(eval.items());
    if (unknown.isEmpty()) {
      return Optional.empty();
    }
    int answers = data.vocabulary().answers().size();
    long questions =
        eval.items().stream()
            .filter(VqaItem::hasAnswer)
            .filter(item -> !data.vocabulary().answers().contains(item.answer()))
            .count();
    boolean limited = answers == settings.dataset().nans();
    return Optional.of(
        "%s: %s of %s questions %s the network cannot give, such as '%s'. It chooses among the %s %s"
            .formatted(
                eval.split(),
                grouped(questions),
                grouped(eval.size()),
                questions == 1 ? "has an answer that" : "have answers that",
                unknown.get(0),
                grouped(answers),
                limited
                    ? "most frequent training answers; a larger dataset.nans adds rarer ones."
                    : "answers of the training questions."));
  }

  private static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
