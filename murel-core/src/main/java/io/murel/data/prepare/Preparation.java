package io.murel.data.prepare;

import io.murel.BadInputException;
import io.murel.data.DatasetOptions;
import io.murel.data.ImportProgress;
import io.murel.data.VqaItem;
import io.murel.data.VqaVocabulary;
import io.murel.data.sets.VisualGenome;
import io.murel.data.sets.VqaSource;
import java.nio.file.Path;
import java.util.List;

/**
 * How the raw questions of a data set become vocabularies and items. Not for several threads at
 * once.
 */
public interface Preparation {

  /**
   * Everything that decides about the result but the files, in the original's form: {@code
   * nans,3000_minwcount,0_nlp,mcb_proc_split,train}.
   */
  String key();

  /** The raw files that the vocabularies are made of. They exist. */
  List<Path> vocabularyFiles();

  /** The words and answers of the training questions. */
  VqaVocabulary vocabulary();

  /** The raw files that a split is made of besides, the one of the questions first. They exist. */
  List<Path> files(String split);

  /**
   * The items of a split: of the training split those whose answer has a class, of others all.
   *
   * @param vocabulary this preparation's
   */
  List<VqaItem> items(String split, VqaVocabulary vocabulary);

  /** Where the regions of a split's images are; several places where sets are joined. */
  List<Path> regions(String split);

  /**
   * The preparation that options describe: of one set or of two, and kept in files where that is
   * worth it.
   *
   * @param source the data set of the options
   * @throws BadInputException if an option does not suit the set
   */
  static Preparation of(VqaSource source, DatasetOptions options, ImportProgress progress) {
    SetPreparation alone = new SetPreparation(source, SetOptions.of(options, source), progress);
    Preparation prepared = options.vg() ? joined(alone, options, progress) : alone;
    return source
        .preparedFolder()
        .<Preparation>map(folder -> new KeptPreparation(prepared, folder, options.nlp()))
        .orElse(prepared);
  }

  private static Preparation joined(
      SetPreparation alone, DatasetOptions options, ImportProgress progress) {
    if (!options.name().equals("vqa2")) {
      throw BadInputException.at("dataset.vg")
          .found("True")
          .expected("False for the data set '" + options.name() + "'")
          .remedy("Visual Genome questions can only join VQA v2; set dataset.vg to False.");
    }
    VqaSource genome = VisualGenome.joining(options);
    SetOptions its = SetOptions.joining(options, genome);
    return new JoinedPreparation(alone, new SetPreparation(genome, its, progress));
  }
}
