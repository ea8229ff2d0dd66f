package io.murel.fusion.vector;

import static org.assertj.core.api.Assertions.assertThat;

import io.murel.fusion.MeetingCase;
import io.murel.fusion.MeetingKernel;
import io.murel.fusion.MeetingProvider;
import java.util.ServiceLoader;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VectorMeetingsTest {

  private static final double FLOAT = 1e-5;

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.murel.fusion.MeetingCase#all")
  void givesTheNumbersAndGradientsOfPlainOperations(MeetingCase c) {
    for (int threads : new int[] {1, 5}) {
      c.check(new VectorMeetings(threads), ScalarType.Float, FLOAT);
    }
  }

  @Test
  void oneKernelServesChunksOfAllSizesInTurn() {
    MeetingKernel kernel = new VectorMeetings(2);
    MeetingCase.all().forEach(c -> c.check(kernel, ScalarType.Float, FLOAT));
  }

  @Test
  void itIsFoundOnTheClassPath() {
    MeetingProvider provider = ServiceLoader.load(MeetingProvider.class).findFirst().orElseThrow();
    assertThat(provider.create(2)).get().isInstanceOf(VectorMeetings.class);
  }
}
