package io.murel.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.murel.golden.Golden;
import io.murel.golden.GoldenNet;
import io.murel.io.NdArray;
import io.murel.io.Safetensors;
import io.murel.model.Batch;
import io.murel.model.VqaNetwork;
import io.murel.options.Options;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * One reference case of training: thirty steps on three batches in turn.
 *
 * @param index the index of all cases
 * @param c the case
 * @param tensors its batches, weights and optimizer state
 * @param options {@code optimizer.*}
 * @param batches the batches, in the scope that the case was made in
 */
record GoldenTraining(
    JsonNode index, JsonNode c, Safetensors tensors, Options options, List<Batch> batches) {

  /**
   * What a step gave.
   *
   * @param loss before the step
   * @param gradNorm total norm of the gradients before clipping
   */
  record Step(double loss, double gradNorm) {}

  /** The case of a name. */
  static GoldenTraining named(String name) {
    JsonNode index = Golden.json("train/index.json");
    for (JsonNode c : index.get("cases")) {
      if (c.get("name").asText().equals(name)) {
        return of(index, c);
      }
    }
    throw new IllegalArgumentException(name);
  }

  static GoldenTraining of(JsonNode index, JsonNode c) {
    Safetensors tensors = Golden.tensors("train/" + c.get("file").asText());
    List<Batch> batches = new ArrayList<>();
    for (int i = 0; i < c.get("n_batches").asInt(); i++) {
      batches.add(GoldenNet.batch(tensors, "batch" + i + ".", ScalarType.Float));
    }
    return new GoldenTraining(index, c, tensors, Golden.options(c.get("optimizer")), batches);
  }

  int steps() {
    return c.get("n_steps").asInt();
  }

  /** The network with its initial weights, in training mode. */
  VqaNetwork network() {
    int visualDim = (int) batches.get(0).visual().size(2);
    VqaNetwork network = GoldenNet.network(index, c.get("network"), words(), visualDim);
    network.loadStateDict(Golden.state(tensors, "init."), "init");
    network.train(true);
    return network;
  }

  Optimizer optimizer(VqaNetwork network) {
    return Optimizers.create(OptimizerOptions.from(options), network.trainableParameters());
  }

  /** Step number {@code step}, from 0. */
  Step step(VqaNetwork network, Optimizer optimizer, int step) {
    double loss = backward(network, optimizer, step);
    double norm = optimizer.clipGradNorm(c.get("grad_clip").asDouble());
    optimizer.step();
    return new Step(loss, norm);
  }

  /** The loss and the gradients of a step; sets its learning rate. */
  double backward(VqaNetwork network, Optimizer optimizer, int step) {
    int epoch = step / c.get("steps_per_epoch").asInt();
    optimizer.setLearningRate(LearningRateSchedule.from(options).at(new Progress(epoch, 0)));
    optimizer.zeroGrad();
    Batch batch = batches.get(step % batches.size());
    Tensor loss = torch.cross_entropy(network.forward(batch), batch.classId());
    loss.backward();
    return loss.item_double();
  }

  /** A value of the reference at a step, in float32. */
  double expected(String key, int step) {
    return c.get("per_step").get(key).get(step).asDouble();
  }

  /** How much of it float32 and float64 of the reference differ by: its rounding. */
  double rounding(String key, int step) {
    return Math.abs(expected(key, step) - c.get("per_step_f64").get(key).get(step).asDouble());
  }

  /** The cases give no words; their number follows from the embedding. */
  private JsonNode words() {
    if (c.has("wid_to_word")) {
      return c.get("wid_to_word");
    }
    NdArray embedding = tensors.get("init.txt_enc.embedding.weight");
    ObjectNode words = new ObjectMapper().createObjectNode();
    for (int wid = 1; wid < embedding.shape()[0]; wid++) {
      words.put(Integer.toString(wid), "UNK");
    }
    return words;
  }
}
