package io.murel.app.checkpoint;

import io.murel.BadInputException;
import io.murel.app.options.Overrides;
import io.murel.app.options.RunOptions;
import io.murel.app.run.WeightSizes;
import io.murel.options.Options;
import io.murel.train.StateDictFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The options of an imported run.
 *
 * @param run all of them, for {@code murel run}
 * @param source the file they come from
 * @param added sizes read off the weights and added below {@code model.network}
 */
record ImportOptions(RunOptions run, Path source, Map<String, Object> added) {

  /**
   * The options of the sources, or those in the metadata of the weights.
   *
   * @param directory of the run to be
   * @throws BadInputException if there are none, or they are not those of a run
   */
  static ImportOptions read(
      ImportSources sources, StateDictFile weights, Overrides overrides, Path directory) {
    Path source = sources.options().orElse(weights.file());
    RunOptions run;
    if (sources.options().isPresent()) {
      run = RunOptions.load(source, overrides);
    } else if (weights.metadata().containsKey(ModelExport.OPTIONS)) {
      run = RunOptions.of(weights.metadata().get(ModelExport.OPTIONS), source, overrides);
    } else {
      throw BadInputException.at(source.toString())
          .found("weights without options")
          .expected("the options of the network as well")
          .remedy("Add the options.yaml of the run to --from, or an options file that fits.");
    }
    Options network = run.root().child("model").child("network");
    WeightSizes sizes = new WeightSizes(network, weights.tensors());
    Options model = run.root().child("model").with("network", sizes.completed().values());
    return new ImportOptions(
        run.with("model", model).with("exp", exp(run, directory)), source, sizes.missingOptions());
  }

  private static Options exp(RunOptions run, Path directory) {
    Map<String, Object> exp = new LinkedHashMap<>(run.root().childOrEmpty("exp").values());
    exp.put("dir", directory.toString());
    exp.put("resume", null);
    return Options.of(exp);
  }

  /** {@code model.network}. */
  Options network() {
    return run.root().child("model").child("network");
  }
}
