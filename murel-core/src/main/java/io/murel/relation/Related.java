package io.murel.relation;

import org.bytedeco.pytorch.Tensor;

/**
 * Regions after they looked at each other.
 *
 * @param regions {@code [B, N, D]}
 * @param partners for each number of each region the partner it came from, {@code [B, N, D]}, of an
 *     integer type that holds it; null where no pairwise max was taken
 */
public record Related(Tensor regions, Tensor partners) {}
