package io.murel.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.murel.app.options.OptionKeys;
import io.murel.app.options.Overrides;
import io.murel.app.options.RunOptions;
import io.murel.app.view.ViewOptions;
import io.murel.golden.Golden;
import io.murel.train.EngineOptions;
import io.murel.train.SavingCriterion;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** A run of the original and its two evaluations: what their options mean here. */
class RunSettingsGoldenTest {

  @Test
  void theOptionsOfTheTrainingMeanWhatTheyMeantThere() {
    RunSettings settings = read("input_options.yaml");
    assertThat(settings.directory()).isEqualTo(Path.of("logs/vqa2/murel"));
    assertThat(settings.resume()).isNull();
    assertThat(settings.seed()).isEqualTo(OptionalLong.of(1337));
    assertThat(settings.optimizer().name()).isEqualTo("Adam");
    assertThat(settings.optimizer().lr()).isEqualTo(0.008);
    assertThat(settings.optimizer().gradClip()).isEqualTo(0.25);
    assertThat(settings.initialization().glorot()).isFalse();
    assertThat(settings.engine())
        .isEqualTo(
            new EngineOptions(
                12, 10, List.of(new SavingCriterion("eval_epoch.accuracy_top1", true)), false, 0));
    assertThat(settings.view())
        .isEqualTo(
            new ViewOptions(
                true,
                List.of(
                    "logs:train_epoch.loss+logs:eval_epoch.loss",
                    "logs:train_epoch.accuracy_top1+logs:eval_epoch.accuracy_top1",
                    "logs_train_oe:train_epoch.overall+logs_val_oe:eval_epoch.overall"),
                false));
    assertFiles(settings, "options.yaml", null);
  }

  @Test
  void theSeedAlsoDecidesWhichQuestionsAreHeldOut() {
    assertThat(read("input_options.yaml").dataset().splitSeed()).isEqualTo(1337);
    assertThat(read("input_options.yaml", "--misc.seed", "7").dataset().splitSeed()).isEqualTo(7);
    assertThat(read("input_options.yaml", "--misc.seed").dataset().splitSeed()).isEqualTo(1337);
  }

  @Test
  void anEvaluationWritesFilesOfTheSameNames() {
    RunSettings val = read("options_eval_val.yaml");
    assertThat(val.evaluatesOnly()).isTrue();
    assertThat(val.resume()).isEqualTo("last");
    assertFiles(val, "options_eval_val.yaml", "eval_val");
    assertThat(Golden.path("ckpt/run_vqa2/logs_eval_val.json")).exists();
  }

  @Test
  void anEvaluationWithANameDoesToo() {
    RunSettings test = read("options_logs_test.yaml");
    assertThat(test.dataset().evalSplit()).isEqualTo("test");
    assertFiles(test, "options_logs_test.yaml", "test");
    assertThat(Golden.path("ckpt/run_vqa2/logs_test.json")).exists();
  }

  private static void assertFiles(RunSettings settings, String options, String logsName) {
    RunDirectory directory = new RunDirectory(settings);
    assertThat(directory.optionsFile()).isEqualTo(settings.directory().resolve(options));
    assertThat(directory.logsName()).isEqualTo(logsName);
    assertThat(Golden.path("ckpt/run_vqa2/" + options)).exists();
  }

  private static RunSettings read(String file, String... words) {
    Path path = Golden.path("ckpt/run_vqa2/" + file);
    return RunSettings.from(
        RunOptions.load(path, Overrides.parse(List.of(words), OptionKeys.run())));
  }
}
