package io.murel.data.prepare;

import io.murel.data.ImportProgress;
import io.murel.data.QuestionSet;
import io.murel.data.VqaItem;
import io.murel.data.VqaVocabulary;
import io.murel.data.sets.ProcSplit;
import io.murel.data.sets.RawSplit;
import io.murel.data.sets.VqaSource;
import io.murel.text.Tokenizer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** One data set, read from its raw files. */
final class SetPreparation implements Preparation {

  private final VqaSource source;
  private final SetOptions options;
  private final ImportProgress progress;
  private QuestionSet learnt; // read once, for vocabulary and items

  SetPreparation(VqaSource source, SetOptions options, ImportProgress progress) {
    this.source = source;
    this.options = options;
    this.progress = progress;
  }

  @Override
  public String key() {
    return options.key();
  }

  @Override
  public List<Path> vocabularyFiles() {
    return learntFrom().flatMap(raw -> raw.files().stream()).toList();
  }

  @Override
  public VqaVocabulary vocabulary() {
    Tokenizer tokenizer = Tokenizer.named(options.nlp());
    return VqaVocabulary.of(questions(), tokenizer, options.nans(), options.minwcount());
  }

  @Override
  public List<Path> files(String split) {
    return isLearnt(split) || isHeldOut(split) ? vocabularyFiles() : source.raw(split).files();
  }

  @Override
  public List<VqaItem> items(String split, VqaVocabulary vocabulary) {
    if (!isLearnt(split) && !isHeldOut(split)) {
      return vocabulary.items(source.raw(split).read(progress));
    }
    List<VqaItem> items = vocabulary.trainingItems(questions());
    if (!options.procSplit().holdsOut()) {
      return items;
    }
    HeldOut parts = HeldOut.of(items.size(), options.seed());
    int[] chosen = isLearnt(split) ? parts.train() : parts.val();
    return Arrays.stream(chosen).mapToObj(items::get).toList();
  }

  @Override
  public List<Path> regions(String split) {
    return List.of(source.regions(split));
  }

  /** The questions that are learnt from, before any is dropped. */
  QuestionSet questions() {
    if (learnt == null) {
      learnt =
          learntFrom().map(raw -> raw.read(progress)).reduce(QuestionSet::followedBy).orElseThrow();
    }
    return learnt;
  }

  private Stream<RawSplit> learntFrom() {
    return options.procSplit().raw().stream().map(source::raw);
  }

  private static boolean isLearnt(String split) {
    return split.equals(ProcSplit.TRAIN);
  }

  private boolean isHeldOut(String split) {
    return options.procSplit().holdsOut() && split.equals("val");
  }
}
