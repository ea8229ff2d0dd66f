package io.murel.relation.kernel;

import io.murel.fusion.Block;
import io.murel.fusion.Dropouts;
import io.murel.fusion.Fusion;
import io.murel.fusion.PosNorm;
import io.murel.nn.Functions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * A fusion as the original computes it: both inputs expanded to rows that are fused one with one,
 * and in BLOCK one small product after the other. Slow, and the reference for what is fast.
 */
public final class OriginalFusion {
  private OriginalFusion() {}

  /**
   * Fuses row by row.
   *
   * @param x0 {@code [rows, d0]}
   * @param x1 {@code [rows, d1]}
   * @return {@code [rows, output_dim]}
   */
  public static Tensor rows(Fusion fusion, Tensor x0, Tensor x1) {
    return fusion instanceof Block block ? block(block, x0, x1) : fusion.forward(x0, x1);
  }

  private static Tensor block(Block block, Tensor input0, Tensor input1) {
    Map<String, Tensor> state = block.stateDict();
    Block.Config config = block.config();
    Dropouts dropouts = config.dropouts();
    boolean training = block.training();
    Tensor x0 = torch.dropout(linear(state, "linear0", input0), dropouts.input(), training);
    Tensor x1 = torch.dropout(linear(state, "linear1", input1), dropouts.input(), training);
    boolean perChunk = config.posNorm() == PosNorm.BEFORE_CAT;
    List<Tensor> zs = new ArrayList<>();
    long offset = 0;
    for (int c = 0; c < config.chunks().sizes().size(); c++) {
      int size = config.chunks().sizes().get(c);
      try (PointerScope scope = new PointerScope()) {
        Tensor m0 = linear(state, "merge_linears0." + c, x0.narrow(1, offset, size));
        Tensor m1 = linear(state, "merge_linears1." + c, x1.narrow(1, offset, size));
        Tensor z = m0.mul(m1).view(x0.size(0), config.rank(), size).sum(1); // [rows, size]
        zs.add((perChunk ? Functions.powerNormalize(z) : z).retainReference());
      }
      offset += size;
    }
    Tensor z = torch.cat(new TensorVector(zs.toArray(Tensor[]::new)), 1); // [rows, mm]
    zs.forEach(Tensor::close);
    z = torch.dropout(perChunk ? z : Functions.powerNormalize(z), dropouts.preLin(), training);
    return torch.dropout(linear(state, "linear_out", z), dropouts.output(), training);
  }

  private static Tensor linear(Map<String, Tensor> state, String name, Tensor x) {
    Tensor bias = state.get(name + ".bias");
    return torch.linear(x, state.get(name + ".weight"), new TensorOptional(bias));
  }
}
