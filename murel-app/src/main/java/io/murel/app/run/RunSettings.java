package io.murel.app.run;

import io.murel.BadInputException;
import io.murel.app.options.RunOptions;
import io.murel.app.view.ViewOptions;
import io.murel.data.DatasetOptions;
import io.murel.nn.Device;
import io.murel.options.Options;
import io.murel.relation.kernel.KernelOptions;
import io.murel.train.EngineOptions;
import io.murel.train.Initialization;
import io.murel.train.LearningRateSchedule;
import io.murel.train.OptimizerOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The options of a run as what they mean, all of them checked before anything starts.
 *
 * @param directory the run directory, {@code exp.dir}
 * @param resume the checkpoint to start from, {@code exp.resume}; null: none
 * @param network {@code model.network}; the network reads it itself
 * @param metric {@code model.metric}
 * @param kernel {@code engine.kernel}: how relations are computed
 * @param device {@code misc.cuda} and {@code misc.device_id}: where networks are computed
 * @param logsName {@code misc.logs_name}; null: the usual names
 * @param seed {@code misc.seed}; empty: every run is different
 */
record RunSettings(
    Path directory,
    String resume,
    DatasetOptions dataset,
    Options network,
    MetricOptions metric,
    OptimizerOptions optimizer,
    Initialization initialization,
    LearningRateSchedule schedule,
    EngineOptions engine,
    KernelOptions kernel,
    Device device,
    String logsName,
    OptionalLong seed,
    ViewOptions view) {

  static RunSettings from(RunOptions options) {
    Options root = options.root();
    Options exp = root.childOrEmpty("exp");
    Options misc = root.childOrEmpty("misc");
    Options optimizer = root.childOrEmpty("optimizer");
    checkModel(root.child("model"));
    KernelOptions kernel = KernelOptions.from(root.childOrEmpty("engine"));
    RunSettings settings =
        new RunSettings(
            Path.of(exp.string("dir")),
            exp.string("resume", null),
            dataset(root.child("dataset"), misc),
            root.child("model").child("network"),
            MetricOptions.from(root.child("model").childOrEmpty("metric")),
            OptimizerOptions.from(optimizer),
            Initialization.from(optimizer),
            LearningRateSchedule.from(optimizer),
            EngineOptions.from(root.childOrEmpty("engine")),
            kernel,
            ComputeDevice.forRun(misc, kernel),
            misc.string("logs_name", null),
            misc.has("seed") ? OptionalLong.of(misc.integer("seed")) : OptionalLong.empty(),
            ViewOptions.from(root));
    settings.checkSplits();
    settings.checkSchedule();
    return settings;
  }

  private static DatasetOptions dataset(Options dataset, Options misc) {
    DatasetOptions options = DatasetOptions.from(dataset);
    return misc.has("seed") ? options.withSplitSeed(misc.integer("seed")) : options;
  }

  private static void checkModel(Options model) {
    model
        .childOrEmpty("criterion")
        .choice("name", "vqa_cross_entropy", List.of("vqa_cross_entropy"));
  }

  private void checkSplits() {
    if (PriorRun.isFor(this)) {
      PriorRun.check(this);
    }
    if (evaluatesOnly() && dataset.evalSplit() == null) {
      throw BadInputException.at("dataset.train_split and dataset.eval_split")
          .found("neither")
          .expected("a split to train on or to evaluate on")
          .remedy("Name one, for instance --dataset.train_split train.");
    }
    if (evaluatesOnly() && resume == null) {
      throw BadInputException.at("exp.resume")
          .found("nothing")
          .expected("the checkpoint to evaluate, since dataset.train_split is empty")
          .remedy("Give --exp.resume last, or --exp.resume best_eval_epoch.accuracy_top1.");
    }
  }

  /** A rate that depends on the evaluation needs one. */
  private void checkSchedule() {
    Optional<String> watched = schedule.watched();
    if (watched.isPresent()
        && !watched.get().startsWith("train_epoch.")
        && !evaluatesOnly()
        && dataset.evalSplit() == null) {
      throw BadInputException.at("optimizer.lr_scheduler")
          .found("'" + watched.get() + "' to watch, but no dataset.eval_split")
          .expected("a split to measure it on")
          .remedy("Name one, for instance --dataset.eval_split val, or watch train_epoch.loss.");
    }
  }

  /** Whether nothing is to be learnt. */
  boolean evaluatesOnly() {
    return dataset.trainSplit() == null;
  }
}
