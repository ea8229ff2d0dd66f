package io.murel.app.bench;

import io.murel.model.Networks;
import io.murel.model.VqaNetwork;
import io.murel.nn.Device;
import io.murel.options.Options;
import io.murel.relation.kernel.KernelOptions;
import org.bytedeco.pytorch.global.torch;

/**
 * The network to measure, with random weights.
 *
 * @param options {@code model.network}
 * @param features features a region, V
 * @param vocabulary number of words
 * @param device where it is computed
 */
record BenchNetwork(Options options, int features, int vocabulary, Device device) {

  /** Words in the training questions of VQA v2, of which the embedding has a row each. */
  static final int VQA2_WORDS = 13_000;

  /** Numbers a region has in the features of bottom-up attention. */
  static final int BOTTOM_UP_FEATURES = 2048;

  /** The network of an options file; pretrained word vectors are not looked for. */
  static BenchNetwork of(Options network, Device device) {
    return new BenchNetwork(network, BOTTOM_UP_FEATURES, VQA2_WORDS, device);
  }

  /** Number of answers it chooses from. */
  int answers() {
    return options.child("classif").child("fusion").integer("output_dim");
  }

  /** Waits for what the device still computes. */
  void finish() {
    if (device.isCuda()) {
      torch.cuda_synchronize(device.number());
    }
  }

  /** A network; the caller closes it. */
  VqaNetwork create(KernelOptions.Kind kernel) {
    VqaNetwork network = Networks.blank(options, vocabulary, features, KernelOptions.of(kernel));
    network.to(device);
    return network;
  }
}
