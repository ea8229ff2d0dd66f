package io.murel.app.bench;

import io.murel.model.Networks;
import io.murel.model.VqaNetwork;
import io.murel.options.Options;
import io.murel.relation.kernel.KernelOptions;
import java.util.Collections;
import java.util.List;

/**
 * The network to measure, with random weights.
 *
 * @param options {@code model.network}
 * @param features features a region, V
 * @param vocabulary number of words
 */
record BenchNetwork(Options options, int features, int vocabulary) {

  /** Words in the training questions of VQA v2, of which the embedding has a row each. */
  static final int VQA2_WORDS = 13_000;

  /** Numbers a region has in the features of bottom-up attention. */
  static final int BOTTOM_UP_FEATURES = 2048;

  /** The network of an options file; pretrained word vectors are not looked for. */
  static BenchNetwork of(Options network) {
    Options encoder = network.child("txt_enc").without("dir_st");
    return new BenchNetwork(
        network.with("txt_enc", encoder.values()), BOTTOM_UP_FEATURES, VQA2_WORDS);
  }

  /** Number of answers it chooses from. */
  int answers() {
    return options.child("classif").child("fusion").integer("output_dim");
  }

  /** A network; the caller closes it. */
  VqaNetwork create(KernelOptions.Kind kernel) {
    List<String> words = Collections.nCopies(vocabulary, "word");
    return Networks.create(options, words, features, KernelOptions.of(kernel));
  }
}
