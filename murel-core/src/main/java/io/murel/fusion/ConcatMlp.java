package io.murel.fusion;

import io.murel.nn.Activation;
import io.murel.nn.Mlp;
import io.murel.options.Options;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** A multi-layer perceptron on the concatenated inputs. */
public final class ConcatMlp extends Fusion {

  /**
   * The options of {@code type: cat_mlp}.
   *
   * @param dims {@code input_dims}, {@code output_dim}
   * @param dimensions lengths of the hidden layers ({@code dimensions}, [500, 500])
   * @param activation after each hidden layer ({@code activation}, relu)
   * @param dropout after each hidden layer ({@code dropout}, 0)
   */
  public record Config(Dims dims, List<Integer> dimensions, Activation activation, double dropout) {

    public Config {
      dimensions = List.copyOf(dimensions);
    }

    public static Config from(Options o) {
      o.onlyKeys("type", "input_dims", "output_dim", "dimensions", "activation", "dropout");
      List<Integer> dimensions = o.has("dimensions") ? o.integers("dimensions") : List.of(500, 500);
      if (dimensions.stream().anyMatch(size -> size < 1)) {
        throw o.wrong("dimensions", dimensions, "sizes of at least 1");
      }
      return new Config(
          Dims.from(o),
          dimensions,
          Activation.from(o, "activation", Activation.RELU),
          o.probability("dropout", 0));
    }
  }

  private final Config config;
  private final Mlp mlp;

  public ConcatMlp(Config config) {
    this.config = config;
    Dims dims = config.dims;
    List<Integer> layers = new ArrayList<>(config.dimensions);
    layers.add(dims.output());
    mlp = add("mlp", new Mlp(dims.x0() + dims.x1(), layers, config.activation, config.dropout));
  }

  /** The first layer's columns for {@code x0}: {@code [..., d0] -> [..., dimensions.first]}. */
  @Override
  public Tensor left(Tensor x0) {
    return torch.linear(x0, mlp.first().weight().narrow(1, 0, config.dims.x0()));
  }

  /** Its columns for {@code x1}, and the bias: {@code [..., d1] -> [..., dimensions.first]}. */
  @Override
  public Tensor right(Tensor x1) {
    Tensor columns = mlp.first().weight().narrow(1, config.dims.x0(), config.dims.x1());
    return torch.linear(x1, columns, new TensorOptional(mlp.first().bias()));
  }

  /** {@code y = MLP([x0, x1])}; the first layer of a concatenation is a sum of two layers. */
  @Override
  public Tensor combine(Tensor left, Tensor right) {
    return mlp.afterFirst(left.add(right)); // [..., output_dim]
  }

  @Override
  public int outputDim() {
    return config.dims.output();
  }
}
