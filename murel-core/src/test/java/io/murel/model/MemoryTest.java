package io.murel.model;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.BadInputException;
import io.murel.nn.Device;
import io.murel.nn.FreeMemory;
import io.murel.nn.Torch;
import io.murel.options.Options;
import io.murel.relation.kernel.KernelOptions;
import io.murel.relation.kernel.KernelOptions.Kind;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What cannot fit into memory is refused before it is begun. */
class MemoryTest {

  private static final List<String> WORDS = List.of("what", "is", "left", "UNK");

  private static VqaNetwork network(Map<String, Object> options, Kind kernel) {
    return Networks.create(Options.of(options), WORDS, SmallNets.V, KernelOptions.of(kernel));
  }

  /** Of one number that is seen everywhere: it takes no memory itself. */
  private static Batch batch(long images, long regions) {
    Torch.load();
    Tensor zero = torch.zeros(1, 1, 1);
    Tensor word = torch.zeros(1, 1).to(ScalarType.Long);
    return new Batch(
        zero.expand(images, regions, SmallNets.V),
        zero.expand(images, regions, 4),
        null,
        word.expand(images, 14),
        word.view(1).expand(images),
        word.view(1).expand(images));
  }

  @Test
  void millionsOfPairsAnImageAreRefusedInTheOriginalsSequence() {
    try (PointerScope scope = new PointerScope();
        VqaNetwork network = network(SmallNets.murel(), Kind.NAIVE)) {
      assertThatThrownBy(() -> network.forward(batch(512, 5000)))
          .isInstanceOf(BadInputException.class)
          .hasMessageMatching(
              "dataset.batch_size: found 512 images of 5000 regions, which need at least"
                  + " 14132\\.8 GB of memory, expected at most the \\d+\\.\\d GB that are free\\."
                  + " Take smaller batches or fewer regions an image\\. Or let engine.kernel be"
                  + " auto, which needs far less\\.");
    }
  }

  @Test
  void numbersBeyondAllBoundsAreRefusedToo() {
    try (PointerScope scope = new PointerScope();
        VqaNetwork network = network(SmallNets.murel(), Kind.NAIVE)) {
      assertThatThrownBy(() -> network.requireMemory(100_000, 100_000_000, 14))
          .isInstanceOf(BadInputException.class)
          .hasMessageStartingWith(
              "dataset.batch_size: found 100000 images of 100000000 regions, which need at least ");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"AUTO", "TILED"})
  void theOthersAreRefusedWhereTheyCannotDoItEither(Kind kernel) {
    try (PointerScope scope = new PointerScope();
        VqaNetwork network = network(SmallNets.murel(), kernel)) {
      for (boolean training : new boolean[] {true, false}) {
        network.train(training);
        assertThatThrownBy(() -> network.forward(batch(512, 5_000_000)))
            .isInstanceOf(BadInputException.class)
            .hasMessageMatching(
                "dataset.batch_size: found 512 images of 5000000 regions, which need at least"
                    + " \\d+\\.\\d GB of memory, expected at most the \\d+\\.\\d GB that are free\\."
                    + " Take smaller batches or fewer regions an image\\.");
      }
    }
  }

  @Test
  void soIsTheAttentionBaseline() {
    try (PointerScope scope = new PointerScope();
        VqaNetwork network = network(SmallNets.attention(), Kind.AUTO)) {
      assertThatThrownBy(() -> network.forward(batch(100_000, 5_000_000)))
          .hasMessageStartingWith(
              "dataset.batch_size: found 100000 images of 5000000 regions, which need at least ");
    }
  }

  @Test
  void whatFitsIsComputed() {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard();
        VqaNetwork network = network(SmallNets.murel(), Kind.NAIVE)) {
      assertThatCode(() -> network.forward(batch(2, 30))).doesNotThrowAnyException();
    }
  }

  @Test
  void theMessageNamesAnotherDevice() {
    FreeMemory two = new FreeMemory(device -> device.isCuda() ? 2_000_000_000L : 0);
    assertThatCode(() -> two.require(2_000_000_000L, Device.cuda(1), 84, 36, ""))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> two.require(2_500_000_000L, Device.cuda(1), 1, 36, "Or wait."))
        .hasMessage(
            "dataset.batch_size: found 1 image of 36 regions, which needs at least 2.5 GB of"
                + " memory, expected at most the 2.0 GB that are free on cuda:1. Take smaller"
                + " batches or fewer regions an image. Or wait.");
  }
}
