package io.murel.app.checkpoint;

import io.murel.train.EngineState;

/**
 * One checkpoint of an import.
 *
 * @param name "last" or "best_CRITERION"
 * @param state how far its run had come; {@link EngineState#NEW} where no file says so
 * @param hasOptimizer whether there was a state of the optimizer; else it begins anew
 * @param tensors of the state dict
 * @param parameters trainable scalars of the network
 * @param words of its vocabulary
 */
public record ImportedCheckpoint(
    String name,
    EngineState state,
    boolean hasOptimizer,
    int tensors,
    long parameters,
    int words) {}
