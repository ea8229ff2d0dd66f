package io.murel.data.prepare;

import io.murel.data.QuestionSet;
import io.murel.data.VqaItem;
import io.murel.data.VqaVocabulary;
import io.murel.data.sets.ProcSplit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A data set whose training split another one joins. The words of the other are added to those of
 * the first, which keep their ids; the answers are those of the first, and of the other set only
 * the questions stay whose answer is among them (and among its own most frequent ones).
 */
final class JoinedPreparation implements Preparation {

  private final SetPreparation first;
  private final SetPreparation other;

  JoinedPreparation(SetPreparation first, SetPreparation other) {
    this.first = first;
    this.other = other;
  }

  @Override
  public String key() {
    return "VQA2.train.%s+VG.train.%s".formatted(first.key(), other.key());
  }

  @Override
  public List<Path> vocabularyFiles() {
    return Stream.concat(first.vocabularyFiles().stream(), other.vocabularyFiles().stream())
        .toList();
  }

  @Override
  public VqaVocabulary vocabulary() {
    VqaVocabulary words = first.vocabulary();
    return new VqaVocabulary(
        words.tokenizer(), words.words().extendedBy(other.vocabulary().words()), words.answers());
  }

  @Override
  public List<Path> files(String split) {
    return split.equals(ProcSplit.TRAIN) ? vocabularyFiles() : first.files(split);
  }

  @Override
  public List<VqaItem> items(String split, VqaVocabulary vocabulary) {
    List<VqaItem> items = first.items(split, vocabulary);
    if (!split.equals(ProcSplit.TRAIN)) {
      return items;
    }
    VqaVocabulary its = other.vocabulary();
    QuestionSet frequent =
        other.questions().where(annotation -> its.answers().contains(annotation.answer()));
    List<VqaItem> out = new ArrayList<>(items);
    out.addAll(vocabulary.trainingItems(frequent));
    return out;
  }

  @Override
  public List<Path> regions(String split) {
    return split.equals(ProcSplit.TRAIN)
        ? Stream.concat(first.regions(split).stream(), other.regions(split).stream()).toList()
        : first.regions(split);
  }
}
