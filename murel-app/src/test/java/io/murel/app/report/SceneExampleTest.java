package io.murel.app.report;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.model.Trace;
import java.util.List;
import org.junit.jupiter.api.Test;

class SceneExampleTest {

  private static SceneExample example(List<float[]> boxes, Trace.Step step) {
    ModelView view = new ModelView("MuRel", List.of(), new Trace(List.of(step)));
    return new SceneExample(1, "a", new byte[0], 8, 6, boxes, "?", "exist", "no", List.of(view));
  }

  @Test
  void aTraceAboutAnotherNumberOfRegionsIsRefused() {
    List<float[]> boxes = List.of(new float[4], new float[4]);
    Trace.Step three = new Trace.Step(new float[] {0, 1, 0}, new float[0][]);
    assertThatThrownBy(() -> example(boxes, three))
        .hasMessage("the trace of MuRel is not about 2 regions");
  }

  @Test
  void aBoxHasFourNumbers() {
    List<float[]> boxes = List.of(new float[5]);
    assertThatThrownBy(() -> example(boxes, new Trace.Step(new float[] {1}, new float[0][])))
        .hasMessage("a box has 4 numbers, not 5");
  }
}
