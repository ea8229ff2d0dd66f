package io.murel.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.murel.io.NdArray;
import io.murel.io.pth.PthWriter;
import io.murel.io.pth.PythonTorch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints of ours in PyTorch, and back; skipped where there is no Python with torch. */
class CheckpointPythonTest {

  private static final EngineState STATE =
      new EngineState(2, Map.of("eval_epoch.accuracy_top1", 48.25), 0);

  /** Relative; the same formula in float32, in another order of operations. */
  private static final double TOLERANCE = 2e-6;

  private static final List<String> OPTIMIZERS =
      List.of("Adam", "AdamW", "Adamax", "RMSprop", "SGD");

  @TempDir Path folder;

  @Test
  void torchSeesAllThreeFilesWithTheTypesOfTheOriginal() throws Exception {
    try (Weights weights = new Weights();
        Optimizer optimizer = weights.optimizer(Weights.options("Adam"))) {
      weights.step(optimizer, 0);
      new Checkpoints(folder).save("last", weights, optimizer, STATE);
    }
    assertThat(
            PythonTorch.run(
                folder,
                "m = torch.load('ckpt_last_model.pth.tar', weights_only=True)",
                "o = load('ckpt_last_optimizer.pth.tar')['optimizer']",
                "g = o['param_groups'][0]",
                "print({k: type(v).__name__ for k, v in m.items()}, list(m['network']))",
                "print(m['criterions'], m['metrics'])",
                "print(list(o), list(o['state']), {k: v.dtype for k, v in o['state'][0].items()})",
                "print(o['state'][0]['step'].shape, o['state'][1]['exp_avg'].shape)",
                "print(g)",
                "print(load('ckpt_last_engine.pth.tar'))"))
        .map(line -> line.replace("OrderedDict([])", "OrderedDict()")) // before Python 3.12
        .containsExactly(
            "{'network': 'OrderedDict', 'criterions': 'dict', 'metrics': 'dict'} ['matrix', 'bias']",
            "{'train': OrderedDict(), 'eval': OrderedDict()} {'train': OrderedDict(), 'eval':"
                + " OrderedDict()}",
            "['state', 'param_groups'] [0, 1] {'step': torch.float32, 'exp_avg': torch.float32,"
                + " 'exp_avg_sq': torch.float32}",
            "torch.Size([]) torch.Size([4])",
            "{'lr': 0.1, 'betas': (0.9, 0.999), 'eps': 1e-08, 'weight_decay': 0.0, 'amsgrad': False,"
                + " 'params': [0, 1]}",
            "{'epoch': 2, 'best_out': {'eval_epoch.accuracy_top1': 48.25}}");
  }

  @Test
  void torchGoesOnFromOurCheckpointsAndWeFromTorchs() throws Exception {
    for (String name : OPTIMIZERS) {
      try (Weights weights = new Weights();
          Optimizer optimizer = weights.optimizer(options(name))) {
        steps(weights, optimizer, 0, 3);
        new Checkpoints(folder).save(name, weights, optimizer, STATE);
      }
    }
    writeGradients(3);
    stepInPython();
    for (String name : OPTIMIZERS) {
      try (Weights ours = new Weights();
          Optimizer optimizer = ours.optimizer(options(name));
          Weights theirs = new Weights();
          Optimizer restored = theirs.optimizer(options(name))) {
        steps(ours, optimizer, 0, 4);
        assertThat(new Checkpoints(folder).load(name + "_3", theirs, restored)).isEqualTo(STATE);
        assertClose(name, theirs.values(), ours.values());
        steps(ours, optimizer, 4, 5);
        steps(theirs, restored, 4, 5);
        assertClose(name, theirs.values(), ours.values());
      }
    }
  }

  private static OptimizerOptions options(String name) {
    return Weights.options(name, "weight_decay", 0.01, "momentum", name.equals("SGD") ? 0.9 : 0.0);
  }

  private static void steps(Weights weights, Optimizer optimizer, int from, int to) {
    for (int step = from; step < to; step++) {
      weights.step(optimizer, step);
    }
  }

  private void writeGradients(int step) throws IOException {
    double[] gradients = Weights.gradients(step);
    float[] all = new float[gradients.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = (float) gradients[i];
    }
    PthWriter.write(folder.resolve("gradients.pth"), Map.of("all", NdArray.of(all, all.length)));
  }

  /** Loads our checkpoints, takes step 3, saves. Rate and constants come from the files. */
  private void stepInPython() throws Exception {
    List<String> printed =
        PythonTorch.run(
            folder,
            "gradients = torch.load('gradients.pth', weights_only=True)['all'].split([6, 4])",
            "for name in %s:".formatted(OPTIMIZERS.stream().map(o -> "'" + o + "'").toList()),
            "    m = torch.load(f'ckpt_{name}_model.pth.tar', weights_only=True)",
            "    parameters = [torch.nn.Parameter(t) for t in m['network'].values()]",
            "    optimizer = getattr(torch.optim, name)(parameters, lr=99.)",
            "    optimizer.load_state_dict(load(f'ckpt_{name}_optimizer.pth.tar')['optimizer'])",
            "    for p, g in zip(parameters, gradients):",
            "        p.grad = g.view_as(p)",
            "    optimizer.step()",
            "    for key, p in zip(m['network'], parameters):",
            "        m['network'][key] = p.detach()",
            "    torch.save(m, f'ckpt_{name}_3_model.pth.tar')",
            "    torch.save({'optimizer': optimizer.state_dict()},"
                + " f'ckpt_{name}_3_optimizer.pth.tar')",
            "    torch.save(load(f'ckpt_{name}_engine.pth.tar'), f'ckpt_{name}_3_engine.pth.tar')");
    assertThat(printed).isEmpty();
  }

  private static void assertClose(String what, double[] actual, double[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.length; i++) {
      assertThat(actual[i])
          .as(what)
          .isCloseTo(expected[i], Offset.offset(TOLERANCE * Math.max(1, Math.abs(expected[i]))));
    }
  }
}
