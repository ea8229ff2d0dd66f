package io.murel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.murel.data.LoadedBatch;
import io.murel.nn.Device;
import io.murel.nn.Linear;
import io.murel.nn.OpSequence;
import io.murel.nn.Torch;
import io.murel.options.Options;
import io.murel.relation.Related;
import io.murel.relation.kernel.KernelOptions;
import io.murel.relation.kernel.KernelOptions.Kind;
import io.murel.relation.kernel.Kernels;
import io.murel.text.QuestionEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Networks on another device than the CPU. A GPU is not needed for that: libtorch's device "meta"
 * knows shapes and types alone, refuses every look at a number, and refuses to be mixed with the
 * CPU. It lacks some operations altogether (relu, abs, logical_not, index_select, embedding_bag,
 * FFT), so words, padding, BLOCK and the gradient of a tiled max are left out here; {@code
 * NewTensorsTest} sees to them.
 */
class OtherDeviceTest {

  private static final Device META = new Device("meta");
  private static final int QUESTION = 6;

  /** Questions as numbers, without the words they come from. */
  private static final class Encoder extends QuestionEncoder {
    private final Linear linear = add("linear", new Linear(4, QUESTION));

    @Override
    public Tensor steps(Tensor question) {
      Tensor input = torch.zeros(new long[] {3, 3, 4}, linear.weight().options()); // [B, T, E]
      return linear.forward(input);
    }

    @Override
    public Tensor forward(Tensor question, Tensor lengths) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int outputDim() {
      return QUESTION;
    }
  }

  private static VqaNetwork murel(String agg, Kind kernel) {
    Map<String, Object> options =
        SmallNets.murel("cell", SmallNets.cell(agg, true), "self_q_att", false);
    VqaNetwork network =
        new MurelNet(
            MurelNetOptions.from(Options.of(options)),
            new Encoder(),
            SmallNets.V,
            Kernels.create(KernelOptions.of(kernel)));
    network.use(KernelOptions.of(kernel).sequence());
    return network;
  }

  private static Batch batch() {
    Batch small = SmallNets.batch(false);
    return new Batch(
            small.visual().detach().to(ScalarType.Float),
            small.normCoord().detach().to(ScalarType.Float),
            small.regionMask(),
            small.question(),
            small.lengths(),
            small.classId())
        .to(META);
  }

  static Stream<Arguments> cases() {
    return Stream.of(Kind.AUTO, Kind.TILED, Kind.NAIVE)
        .flatMap(kernel -> Stream.of("max", "mean", "sum").map(agg -> arguments(kernel, agg)));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("cases")
  void everythingAStepComputesIsOnTheDeviceOfTheNetwork(Kind kernel, String agg) {
    try (PointerScope scope = new PointerScope();
        VqaNetwork network = murel(agg, kernel)) {
      network.to(META);
      List<String> devices = new ArrayList<>();
      Batch batch = batch();
      Tensor logits =
          network.forward(
              batch,
              new StepObserver() {
                @Override
                public void step(int step, Related related) {
                  devices.add(Device.of(related.regions()).name());
                  if (related.partners() != null) {
                    devices.add(Device.of(related.partners()).name());
                  }
                }
              });
      assertThat(logits.shape()).containsExactly(SmallNets.B, SmallNets.ANSWERS);
      assertThat(devices).isNotEmpty().containsOnly("meta");
      boolean tiledMax = agg.equals("max") && kernel != Kind.NAIVE;
      if (!tiledMax) {
        torch.cross_entropy_loss(logits, batch.classId()).backward();
        network
            .namedParameters()
            .forEach((name, p) -> assertThat(Device.of(p.grad())).as(name).isEqualTo(META));
      }
    }
  }

  @Test
  void movingANetworkKeepsWhatItsPartsHold() {
    try (PointerScope scope = new PointerScope();
        VqaNetwork network = SmallNets.create(SmallNets.murel())) {
      Map<String, Tensor> before = network.stateDict();
      Map<String, Tensor> trained = network.namedParameters();
      network.to(META);
      assertThat(network.device()).isEqualTo(META);
      network.stateDict().forEach((name, tensor) -> assertThat(tensor).isSameAs(before.get(name)));
      trained.forEach(
          (name, tensor) -> {
            assertThat(Device.of(tensor)).as(name).isEqualTo(META);
            assertThat(tensor.requires_grad()).as(name).isTrue();
          });
    }
  }

  @Test
  void aNetworkThatIsThereAlreadyKeepsItsNumbersAndGradients() {
    try (PointerScope scope = new PointerScope();
        VqaNetwork network = SmallNets.create(SmallNets.murel())) {
      network.to(ScalarType.Double);
      network.forward(SmallNets.batch(false)).sum().backward();
      Tensor weight = network.stateDict().get("region_proj.weight");
      double[] numbers = Torch.doubles(weight);
      double[] gradient = Torch.doubles(weight.grad());
      network.to(Device.CPU);
      assertThat(Torch.doubles(weight)).containsExactly(numbers);
      assertThat(Torch.doubles(weight.grad())).containsExactly(gradient);
    }
  }

  @Test
  void aBatchIsCopiedAsFarAsItIsElsewhere() {
    try (PointerScope scope = new PointerScope()) {
      Batch here = SmallNets.batch(true);
      assertThat(here.to(Device.CPU)).isEqualTo(here);
      LoadedBatch there = new LoadedBatch(List.of(), here).to(META);
      Batch moved = there.batch();
      for (Tensor tensor :
          List.of(
              moved.visual(),
              moved.normCoord(),
              moved.regionMask(),
              moved.question(),
              moved.lengths(),
              moved.classId())) {
        assertThat(Device.of(tensor)).isEqualTo(META);
      }
      assertThat(SmallNets.batch(false).to(META).regionMask()).isNull();
    }
  }

  @Test
  void theAttentionBaselineIsComputedThereToo() {
    try (PointerScope scope = new PointerScope()) {
      AttentionNetOptions options =
          AttentionNetOptions.from(Options.of(SmallNets.attention("self_q_att", false)));
      try (VqaNetwork network = new AttentionNet(options, new Encoder(), SmallNets.V)) {
        for (OpSequence sequence : OpSequence.values()) {
          network.use(sequence);
          network.to(META);
          Tensor logits = network.forward(batch());
          assertThat(Device.of(logits)).isEqualTo(META);
          logits.sum().backward();
        }
      }
    }
  }
}
