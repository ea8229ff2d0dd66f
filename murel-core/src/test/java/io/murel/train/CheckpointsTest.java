package io.murel.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.BadInputException;
import io.murel.io.NdArray;
import io.murel.io.pth.PthReader;
import io.murel.io.pth.PthWriter;
import io.murel.nn.Linear;
import io.murel.nn.Module;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {

  private static final EngineState STATE =
      new EngineState(3, Map.of("eval_epoch.accuracy_top1", 48.25), 0);

  @TempDir Path folder;

  private Checkpoints checkpoints() {
    return new Checkpoints(folder);
  }

  /** A learner whose optimizer has a state. */
  private static Learner trained(int steps) {
    Learner learner = Toy.learner();
    Toy.Source source = new Toy.Source("train", steps);
    for (BatchSource.Batches batches = source.epoch(0); batches.hasNext(); ) {
      try (PointerScope scope = new PointerScope()) {
        learner.step(batches.next().batch(), new Progress(0, 0.5));
      }
    }
    return learner;
  }

  private void save(String name, Learner learner) {
    checkpoints().save(name, learner.network(), learner.optimizer(), STATE);
  }

  @Test
  void aBestCheckpointIsFoundWithAndWithoutTheEvaluationInItsName() {
    Learner learner = trained(0);
    save("best_eval_epoch.accuracy_top1", learner);
    save("best_loss", learner);
    save("last", learner);
    assertThat(checkpoints().resolve("best_accuracy_top1"))
        .isEqualTo("best_eval_epoch.accuracy_top1");
    assertThat(checkpoints().resolve("best_eval_epoch.accuracy_top1"))
        .isEqualTo("best_eval_epoch.accuracy_top1");
    assertThat(checkpoints().resolve("best_eval_epoch.loss")).isEqualTo("best_loss");
    for (String name : List.of("last", "best_accuracy_top5", "accuracy_top1", "")) {
      assertThat(checkpoints().resolve(name)).isEqualTo(name);
    }
  }

  @Test
  void theFilesHaveTheNamesAndTheLayoutOfTheOriginal() throws IOException {
    save("last", trained(2));
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "ckpt_last_model.pth.tar", "ckpt_last_optimizer.pth.tar", "ckpt_last_engine.pth.tar");
    }
    Map<?, ?> model = PthReader.readDict(folder.resolve("ckpt_last_model.pth.tar"));
    assertThat(List.copyOf(model.keySet()).toString()).isEqualTo("[network, criterions, metrics]");
    assertThat(((Map<?, ?>) model.get("network")).keySet().toString())
        .isEqualTo("[linear.weight, linear.bias]");
    assertThat(model.get("criterions").toString()).isEqualTo("{train={}, eval={}}");
    Map<?, ?> optimizer = PthReader.readDict(folder.resolve("ckpt_last_optimizer.pth.tar"));
    Map<?, ?> inner = (Map<?, ?>) optimizer.get("optimizer");
    assertThat(inner.keySet().toString()).isEqualTo("[state, param_groups]");
    Map<?, ?> first = (Map<?, ?>) ((Map<?, ?>) inner.get("state")).get(0L);
    assertThat(first.keySet().toString()).isEqualTo("[step, exp_avg, exp_avg_sq]");
    assertThat(((NdArray) first.get("step")).floats()).containsExactly(2);
    assertThat(PthReader.readDict(folder.resolve("ckpt_last_engine.pth.tar")).toString())
        .isEqualTo("{epoch=3, best_out={eval_epoch.accuracy_top1=48.25}}");
  }

  @Test
  void aCheckpointRestoresNetworkOptimizerAndProgress() throws IOException {
    Learner saved = trained(3);
    save("best_eval_epoch.accuracy_top1", saved);
    Learner fresh = Toy.learner();
    EngineState state =
        checkpoints().load("best_eval_epoch.accuracy_top1", fresh.network(), fresh.optimizer());
    assertThat(state).isEqualTo(STATE);
    assertThat(Toy.weights(fresh)).isEqualTo(Toy.weights(saved)).isNotEqualTo(new float[24]);
    save("copy", fresh);
    assertThat(folder.resolve("ckpt_copy_optimizer.pth.tar"))
        .hasSameBinaryContentAs(
            folder.resolve("ckpt_best_eval_epoch.accuracy_top1_optimizer.pth.tar"));
  }

  @Test
  void forEvaluationTheOptimizerIsNotNeeded() throws IOException {
    Learner saved = trained(1);
    save("last", saved);
    Files.delete(folder.resolve("ckpt_last_optimizer.pth.tar"));
    Learner fresh = Toy.learner();
    checkpoints().load("last", fresh.network(), null);
    assertThat(Toy.weights(fresh)).isEqualTo(Toy.weights(saved));
    assertThatThrownBy(() -> checkpoints().load("last", fresh.network(), Toy.learner().optimizer()))
        .hasMessage(
            folder.resolve("ckpt_last_optimizer.pth.tar")
                + ": found no such file, expected a file of torch.save. Check the path.");
  }

  @Test
  void theTimeOfALimitedRunIsKept() {
    Learner learner = Toy.learner();
    EngineState timed = new EngineState(0, Map.of(), 12.5);
    checkpoints().save("last", learner.network(), learner.optimizer(), timed);
    assertThat(checkpoints().load("last", learner.network(), null)).isEqualTo(timed);
  }

  @Test
  void aMissingCheckpointIsReportedWithTheOnesThatAreThere() {
    Learner learner = Toy.learner();
    assertThatThrownBy(() -> checkpoints().load("last", learner.network(), null))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            folder
                + ": found no checkpoint 'last', expected the directory of a run. Check exp.dir, or"
                + " start anew without exp.resume.");
    save("last", learner);
    save("best_eval_epoch.loss", learner);
    assertThat(checkpoints().names()).containsExactly("best_eval_epoch.loss", "last");
    assertThatThrownBy(() -> checkpoints().load("best_loss", learner.network(), null))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(
            folder
                + ": found no checkpoint 'best_loss', expected one of best_eval_epoch.loss, last.");
  }

  @Test
  void truncatedFilesAreReported() throws IOException {
    Learner learner = trained(1);
    save("last", learner);
    for (String part : List.of("model", "optimizer", "engine")) {
      Path file = folder.resolve("ckpt_last_" + part + ".pth.tar");
      byte[] whole = Files.readAllBytes(file);
      Files.write(file, Arrays.copyOf(whole, whole.length / 2));
      assertThatThrownBy(() -> checkpoints().load("last", learner.network(), learner.optimizer()))
          .isInstanceOf(BadInputException.class)
          .hasMessageStartingWith(file + ": found a damaged zip file")
          .hasMessageContaining("expected a complete file of torch.save");
      Files.write(file, whole);
    }
  }

  @Test
  void aCheckpointOfAnotherShapeIsReported() throws IOException {
    save("last", trained(1));
    try (Module other =
        new Module() {
          final Linear linear = add("linear", new Linear(5, 6));
        }) {
      assertThatThrownBy(() -> checkpoints().load("last", other, null))
          .isInstanceOf(BadInputException.class)
          .hasMessage(
              folder.resolve("ckpt_last_model.pth.tar")
                  + ": found 'linear.weight' of shape [6, 4], expected shape [6, 5]. Use the options"
                  + " (and the vocabulary) the checkpoint was trained with.");
    }
  }

  @Test
  void filesOfOtherContentAreReported() throws IOException {
    Learner learner = trained(1);
    save("last", learner);
    Path engine = folder.resolve("ckpt_last_engine.pth.tar");
    PthWriter.write(engine, Map.of("epoch", "three"));
    assertThatThrownBy(() -> checkpoints().load("last", learner.network(), null))
        .hasMessage(
            engine
                + ": found no epoch and best_out, expected the engine state of a run. Resume from"
                + " another checkpoint.");
    Path model = folder.resolve("model.pth");
    PthWriter.write(model, Map.of("network", Map.of("linear.weight", 3)));
    assertThatThrownBy(() -> Checkpoints.loadNetwork(model, learner.network()))
        .hasMessageStartingWith(model + ": found 'linear.weight' that is no tensor");
    PthWriter.write(model, List.of(1));
    assertThatThrownBy(() -> Checkpoints.loadNetwork(model, learner.network()))
        .hasMessageStartingWith(model + ": found a file of torch.save that holds no dict");
  }

  @Test
  void aPlainStateDictIsANetworkToo() throws IOException {
    Learner learner = Toy.learner();
    Path file = folder.resolve("weights.pth");
    PthWriter.write(
        file,
        Map.of(
            "linear.weight", NdArray.of(new float[24], 6, 4),
            "linear.bias", NdArray.of(new float[6], 6)));
    Checkpoints.loadNetwork(file, learner.network());
    assertThat(Toy.weights(learner)).containsOnly(0);
  }

  @Test
  void aFailureInTheMiddleKeepsTheCheckpointBefore() throws IOException {
    Learner learner = trained(1);
    save("last", learner);
    byte[] before = Files.readAllBytes(folder.resolve("ckpt_last_model.pth.tar"));
    Learner later = trained(2);
    Optimizer failing = new FailingOptimizer(later.optimizer());
    assertThatThrownBy(() -> checkpoints().save("last", later.network(), failing, STATE))
        .isInstanceOf(IllegalStateException.class);
    assertThat(folder.resolve("ckpt_last_model.pth.tar")).hasBinaryContent(before);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(3);
    }
  }

  @Test
  void leftoversOfAKilledRunAreCleanedUp() throws IOException {
    save("last", trained(1));
    Files.writeString(folder.resolve(".ckpt_last_model.pth.tar.new"), "half");
    Files.writeString(folder.resolve("..ckpt_last_model.pth.tar.new.999999999.tmp"), "half");
    Path mine = folder.resolve(".logs.json." + ProcessHandle.current().pid() + ".tmp");
    Files.writeString(mine, "in use");
    checkpoints().cleanUp();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(4).contains(mine);
    }
  }

  /** Has no state to give. */
  private record FailingOptimizer(Optimizer inner) implements Optimizer {
    @Override
    public void zeroGrad() {
      inner.zeroGrad();
    }

    @Override
    public double clipGradNorm(double max) {
      return inner.clipGradNorm(max);
    }

    @Override
    public void step() {
      inner.step();
    }

    @Override
    public double learningRate() {
      return inner.learningRate();
    }

    @Override
    public void setLearningRate(double rate) {
      inner.setLearningRate(rate);
    }

    @Override
    public Map<String, Object> stateDict() {
      throw new IllegalStateException("killed");
    }

    @Override
    public void loadStateDict(Map<String, Object> state, String source) {
      inner.loadStateDict(state, source);
    }

    @Override
    public void close() {
      inner.close();
    }
  }
}
