package io.murel.app.run;

import io.murel.BadInputException;
import io.murel.app.options.RunOptions;
import io.murel.app.view.ViewHtml;
import io.murel.data.DatasetOptions;
import io.murel.options.Options;
import io.murel.relation.kernel.KernelOptions;
import io.murel.train.EngineOptions;
import io.murel.train.Initialization;
import io.murel.train.LearningRateSchedule;
import io.murel.train.OptimizerOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * The options of a run as what they mean, all of them checked before anything starts.
 *
 * @param directory the run directory, {@code exp.dir}
 * @param resume the checkpoint to start from, {@code exp.resume}; null: none
 * @param network {@code model.network}; the network reads it itself
 * @param kernel {@code engine.kernel}: how relations are computed
 * @param logsName {@code misc.logs_name}; null: the usual names
 * @param seed {@code misc.seed}; empty: every run is different
 * @param charts {@code view.items}
 */
record RunSettings(
    Path directory,
    String resume,
    DatasetOptions dataset,
    Options network,
    OptimizerOptions optimizer,
    Initialization initialization,
    LearningRateSchedule schedule,
    EngineOptions engine,
    KernelOptions kernel,
    String logsName,
    OptionalLong seed,
    List<String> charts) {

  static RunSettings from(RunOptions options) {
    Options root = options.root();
    Options exp = root.childOrEmpty("exp");
    Options misc = root.childOrEmpty("misc");
    Options optimizer = root.childOrEmpty("optimizer");
    Options view = root.childOrEmpty("view");
    checkModel(root.child("model"));
    if (misc.bool("cuda", false)) {
      throw misc.wrong("cuda", true, "False: this build of libtorch computes on the CPU");
    }
    RunSettings settings =
        new RunSettings(
            Path.of(exp.string("dir")),
            exp.string("resume", null),
            DatasetOptions.from(root.child("dataset")),
            root.child("model").child("network"),
            OptimizerOptions.from(optimizer),
            Initialization.from(optimizer),
            LearningRateSchedule.from(optimizer),
            EngineOptions.from(root.childOrEmpty("engine")),
            KernelOptions.from(root.childOrEmpty("engine")),
            misc.string("logs_name", null),
            misc.has("seed") ? OptionalLong.of(misc.integer("seed")) : OptionalLong.empty(),
            view.has("items") ? view.strings("items") : List.of());
    settings.checkSplits();
    ViewHtml.check(settings.charts());
    return settings;
  }

  private static void checkModel(Options model) {
    model
        .childOrEmpty("criterion")
        .choice("name", "vqa_cross_entropy", List.of("vqa_cross_entropy"));
    model
        .childOrEmpty("metric")
        .choice("name", "vqa_accuracies", List.of("vqa_accuracies", "vqa_accuracy"));
  }

  private void checkSplits() {
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

  /** Whether nothing is to be learnt. */
  boolean evaluatesOnly() {
    return dataset.trainSplit() == null;
  }
}
