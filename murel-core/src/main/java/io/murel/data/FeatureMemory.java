package io.murel.data;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Where the features of a batch are put. */
@FunctionalInterface
interface FeatureMemory {

  /** Memory of its own for each batch. */
  FeatureMemory NEW = (images, regions, dim) -> torch.empty(images, regions, dim);

  /** A dense float tensor {@code [images, regions, dim]} with anything in it. */
  Tensor take(long images, long regions, long dim);
}
