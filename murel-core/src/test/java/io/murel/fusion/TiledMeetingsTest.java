package io.murel.fusion;

import static org.assertj.core.api.Assertions.assertThat;

import io.murel.golden.Golden;
import io.murel.nn.Torch;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TiledMeetingsTest {

  private static final MeetingCase PLAIN = new MeetingCase(6, 2, 3, 3, 1, 1, true);

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.murel.fusion.MeetingCase#all")
  void tilesOfAnySizeGiveWhatAllRowsGive(MeetingCase c) {
    for (long tile : new long[] {1, 72, 250, 3_000_000}) {
      c.check(new TiledMeetings(tile), ScalarType.Double, 1e-13);
    }
  }

  /** The slope of the signed square root has no bound at 0; the gradient is chosen to be 0. */
  @Test
  void aRowOfZerosHasNoGradientAndSpoilsNoOther() {
    try (PointerScope scope = new PointerScope()) {
      MeetingCase.Leaves leaves = PLAIN.leaves(ScalarType.Double);
      leaves.left().dropped().select(0, 1).fill_(new Scalar(1)); // all of the second row
      try (NoGradGuard noGrad = new NoGradGuard()) {
        leaves.merge0().namedParameters().forEach((name, p) -> zeroBias(name, p));
      }
      RowMeeting meeting = leaves.meeting(true);
      List<double[]> tiled = leaves.run(l -> meeting.compute(new TiledMeetings()));
      List<double[]> plain = leaves.run(l -> l.plain(true));
      assertThat(tiled.get(0)).contains(0, org.assertj.core.api.Assertions.atIndex(7));
      for (int i = 0; i < plain.size(); i++) {
        assertThat(Golden.relativeError(tiled.get(i), plain.get(i))).as("" + i).isLessThan(1e-11);
      }
    }
  }

  private static void zeroBias(String name, Tensor parameter) {
    if (name.endsWith("bias")) {
      parameter.zero_();
    }
  }

  @Test
  void aSideThatRequiresNoGradientReceivesNone() {
    try (PointerScope scope = new PointerScope()) {
      MeetingCase.Leaves leaves = PLAIN.leaves(ScalarType.Double);
      leaves.left().projected().requires_grad_(false);
      leaves.meeting(true).compute(new TiledMeetings()).sum().backward();
      assertThat(leaves.left().projected().grad().defined()).isFalse();
      assertThat(leaves.right().projected().grad().defined()).isTrue();
    }
  }

  @Test
  void withoutGradientsNothingIsRecorded() {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      MeetingCase.Leaves leaves = PLAIN.leaves(ScalarType.Double);
      Tensor z = leaves.meeting(true).compute(new TiledMeetings());
      assertThat(z.requires_grad()).isFalse();
      assertThat(Golden.relativeError(Torch.doubles(z), Torch.doubles(leaves.plain(true))))
          .isLessThan(1e-12);
    }
  }
}
