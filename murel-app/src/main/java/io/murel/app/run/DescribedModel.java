package io.murel.app.run;

import io.murel.BadInputException;
import io.murel.app.options.RunOptions;
import io.murel.data.DatasetOptions;
import io.murel.data.VqaData;
import io.murel.options.Options;
import io.murel.regions.RegionExtractors;
import io.murel.regions.RegionSources;
import io.murel.vqa.ModelDescription;
import io.murel.vqa.ModelDescription.Features;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The {@link ModelDescription} of a run: what its network needs to answer without the data set. */
public final class DescribedModel {
  private DescribedModel() {}

  /**
   * Describes the network of a run from its options and its data set.
   *
   * @param run its options
   * @throws BadInputException if the data set is not at hand or does not suit the options
   */
  public static ModelDescription of(RunOptions run) {
    RunSettings settings = RunSettings.from(run);
    try (VqaData data = VqaData.open(settings.dataset(), RegionSources::open)) {
      return of(data, Splits.read(data, settings), settings);
    }
  }

  private static ModelDescription of(VqaData data, Splits splits, RunSettings settings) {
    DatasetOptions dataset = settings.dataset();
    Options network = AnswerSize.fit(settings.network(), data.vocabulary().answers().size());
    Set<Path> regions = new LinkedHashSet<>();
    for (String split : new String[] {dataset.evalSplit(), dataset.trainSplit()}) {
      if (split != null) {
        data.regionPlaces(split).forEach(place -> regions.add(place.toAbsolutePath().normalize()));
      }
    }
    return new ModelDescription(
        dataset.name(),
        network,
        dataset.nlp(),
        data.vocabulary().words().words(),
        data.vocabulary().answers().answers(),
        new Features(splits.visualDim(), extractor(splits), List.copyOf(regions)),
        Map.of(),
        settings.seed().isEmpty() ? Map.of() : Map.of("seed", "" + settings.seed().getAsLong()));
  }

  private static String extractor(Splits splits) {
    return (splits.train() == null ? splits.eval() : splits.train())
        .regions()
        .metadata()
        .get(RegionExtractors.KEY);
  }

  /** The same, with the options of the network that are filled in for its answers. */
  public static ModelDescription withNetwork(ModelDescription described, Options network) {
    return new ModelDescription(
        described.dataset(),
        AnswerSize.fit(network, described.answers().size()),
        described.tokenizer(),
        described.words(),
        described.answers(),
        described.features(),
        described.figures(),
        described.notes());
  }

  /**
   * Writes it into the run directory. An evaluation leaves what the training wrote, but for the
   * regions of its images.
   */
  static void write(VqaData data, Splits splits, RunSettings settings) throws IOException {
    Path directory = settings.directory();
    ModelDescription described = of(data, splits, settings);
    ModelDescription before = before(directory);
    if (before == null) {
      described.write(directory);
    } else if (settings.evaluatesOnly()) {
      before.withMoreRegions(described.features().regions()).write(directory);
    } else {
      described.withMoreRegions(before.features().regions()).write(directory);
    }
  }

  /** Of a run that goes on; null where there is none, or none that can be read. */
  private static ModelDescription before(Path directory) {
    if (!Files.exists(directory.resolve(ModelDescription.FILE))) {
      return null;
    }
    try {
      return ModelDescription.read(directory);
    } catch (BadInputException e) {
      return null; // written anew
    }
  }
}
