package io.murel.app.checkpoint;

import io.murel.BadInputException;
import io.murel.app.run.DescribedModel;
import io.murel.vqa.ModelDescription;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The {@code model.json} of an imported run: the one that came with it, else one made of the data
 * set where that is at hand.
 *
 * @param options of the imported run
 */
record ImportedDescription(ImportSources sources, ImportOptions options) {

  private static final String LATER = "; an evaluation writes " + ModelDescription.FILE;

  /**
   * Writes it where that is possible.
   *
   * @param folder of the run
   * @param imported at least one
   * @return what became of it, in words
   */
  String write(Path folder, List<ImportedCheckpoint> imported) throws IOException {
    ModelDescription described;
    try {
      described = DescribedModel.withNetwork(read(), options.network());
    } catch (BadInputException e) {
      return "none (" + e.getMessage() + ")" + LATER;
    }
    int words = imported.get(0).words();
    if (described.words().size() != words) {
      return "none, as the data set has %d words and the network %d"
              .formatted(described.words().size(), words)
          + LATER;
    }
    described.write(folder);
    return "from "
        + sources.description().map(Path::toString).orElse("the data set " + described.dataset());
  }

  private ModelDescription read() {
    return sources
        .description()
        .map(file -> ModelDescription.read(file.toAbsolutePath().getParent()))
        .orElseGet(() -> DescribedModel.of(options.run()));
  }
}
