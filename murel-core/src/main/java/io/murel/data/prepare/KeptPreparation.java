package io.murel.data.prepare;

import io.murel.data.VqaItem;
import io.murel.data.VqaVocabulary;
import io.murel.text.Tokenizer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A preparation whose results are kept in files: {@code FOLDER/OPTIONS/vocabulary.bin} and a file
 * for each split. The original's own folder of processed data is left alone, since it takes
 * whatever is there for complete.
 */
final class KeptPreparation implements Preparation {

  private final Preparation preparation;
  private final Path folder;
  private final Tokenizer tokenizer;

  /**
   * @param folder where the folders of all options are
   * @param nlp the tokenizer of the options
   */
  KeptPreparation(Preparation preparation, Path folder, String nlp) {
    this.preparation = preparation;
    this.tokenizer = Tokenizer.named(nlp);
    this.folder = folder.resolve(preparation.key());
  }

  @Override
  public VqaVocabulary vocabulary() {
    PreparedFile file = file("vocabulary", vocabularyFiles());
    Optional<VqaVocabulary> kept = file.read(in -> PreparedContent.readVocabulary(in, tokenizer));
    if (kept.isPresent()) {
      return kept.get();
    }
    VqaVocabulary vocabulary = preparation.vocabulary();
    file.write(out -> PreparedContent.write(vocabulary, out));
    return vocabulary;
  }

  @Override
  public List<VqaItem> items(String split, VqaVocabulary vocabulary) {
    List<Path> from =
        Stream.concat(vocabularyFiles().stream(), files(split).stream()).distinct().toList();
    PreparedFile file = file(split, from);
    Optional<List<VqaItem>> kept = file.read(PreparedContent::readItems);
    if (kept.isPresent()) {
      return kept.get();
    }
    List<VqaItem> items = preparation.items(split, vocabulary);
    file.write(out -> PreparedContent.write(items, out));
    return items;
  }

  private PreparedFile file(String name, List<Path> from) {
    return new PreparedFile(folder.resolve(name + ".bin"), Fingerprint.of(key(), from));
  }

  @Override
  public String key() {
    return preparation.key();
  }

  @Override
  public List<Path> vocabularyFiles() {
    return preparation.vocabularyFiles();
  }

  @Override
  public List<Path> files(String split) {
    return preparation.files(split);
  }

  @Override
  public List<Path> regions(String split) {
    return preparation.regions(split);
  }
}
