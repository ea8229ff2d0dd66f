package io.murel.vqa;

import io.murel.BadInputException;
import io.murel.options.Nearest;
import io.murel.options.Options;
import io.murel.text.Vocabulary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * All that a network needs to answer besides its weights, so that neither its options nor its data
 * set have to be at hand: the file {@value #FILE} of a run directory or an exported model.
 *
 * @param dataset the data set it was trained on
 * @param network {@code model.network}, with the number of answers filled in
 * @param tokenizer cuts questions into words: the option {@code dataset.nlp}
 * @param words the word of each id from 1 on, UNK among them
 * @param answers the answer of each class
 * @param features what the network reads of an image
 * @param figures what was measured, such as {@code val.accuracy_top1}; may be empty
 * @param notes how it was made, such as {@code seed}; may be empty
 */
public record ModelDescription(
    String dataset,
    Options network,
    String tokenizer,
    List<String> words,
    List<String> answers,
    Features features,
    Map<String, Double> figures,
    Map<String, String> notes) {

  /** Its name in a directory. */
  public static final String FILE = "model.json";

  static final List<String> TOKENIZERS = List.of("mcb", "nltk", "default");

  /**
   * The features of regions that the network was trained with.
   *
   * @param dim features per region
   * @param extractor what made them, see {@link io.murel.regions.RegionExtractors}; null where it
   *     is not known
   * @param regions stores with the regions of images that can be asked about by name; may be empty
   */
  public record Features(int dim, String extractor, List<Path> regions) {

    public Features {
      require(dim >= 1, dim + " features a region", "at least 1");
      regions = List.copyOf(regions);
    }
  }

  /**
   * Checks that the parts fit each other.
   *
   * @throws BadInputException if they do not
   */
  public ModelDescription {
    Objects.requireNonNull(dataset);
    Objects.requireNonNull(network);
    Objects.requireNonNull(features);
    if (!TOKENIZERS.contains(tokenizer)) {
      throw BadInputException.at("tokenizer")
          .found("'" + tokenizer + "'")
          .expected("one of " + String.join(", ", TOKENIZERS))
          .remedy(Nearest.suggestion(tokenizer, TOKENIZERS));
    }
    words = List.copyOf(words);
    answers = List.copyOf(answers);
    require(words.contains(Vocabulary.UNKNOWN), "no word UNK", "it among the words");
    require(!answers.isEmpty(), "no answers", "at least one");
    Set<String> seen = new HashSet<>();
    for (String answer : answers) {
      require(seen.add(answer), "the answer '" + answer + "' twice", "each once");
    }
    figures = Collections.unmodifiableMap(new TreeMap<>(figures));
    notes = Collections.unmodifiableMap(new TreeMap<>(notes));
  }

  private static void require(boolean holds, String found, String expected) {
    if (!holds) {
      throw BadInputException.at("the description of a model")
          .found(found)
          .expected(expected)
          .remedy("Make it again.");
    }
  }

  /**
   * Reads a description. Paths in it are relative to where it lies.
   *
   * @param directory of a run or an exported model
   * @throws BadInputException if there is none or it is damaged
   */
  public static ModelDescription read(Path directory) {
    return ModelDescriptionFile.read(directory.resolve(FILE));
  }

  /** Writes the description as {@value #FILE}, complete or not at all. */
  public void write(Path directory) throws IOException {
    ModelDescriptionFile.write(directory.resolve(FILE), this);
  }

  /** The same model with the regions of more images, after those it has. */
  public ModelDescription withMoreRegions(List<Path> more) {
    Set<Path> all = new LinkedHashSet<>(features.regions());
    all.addAll(more);
    return with(new Features(features.dim(), features.extractor(), new ArrayList<>(all)));
  }

  /** The same model without a place where regions are: for one that goes elsewhere. */
  public ModelDescription withoutRegions() {
    return with(new Features(features.dim(), features.extractor(), List.of()));
  }

  private ModelDescription with(Features others) {
    return new ModelDescription(
        dataset, network, tokenizer, words, answers, others, figures, notes);
  }

  /** The same model with what is known about its making. */
  public ModelDescription with(Map<String, Double> measured, Map<String, String> made) {
    return new ModelDescription(
        dataset, network, tokenizer, words, answers, features, measured, made);
  }
}
