package io.murel.app.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.BadInputException;
import io.murel.options.Options;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ViewOptionsTest {

  private static final List<String> ITEMS = List.of("logs:train_epoch.loss");

  @Test
  void aPageIsDrawnUnlessAnotherViewIsNamed() {
    assertThat(ViewOptions.from(Options.of(Map.of())))
        .isEqualTo(new ViewOptions(true, List.of(), false));
    assertThat(read(Map.of("name", "plotly", "items", ITEMS)))
        .isEqualTo(new ViewOptions(true, ITEMS, false));
    assertThat(read(Map.of("name", "tensorboard", "items", ITEMS)))
        .isEqualTo(new ViewOptions(false, ITEMS, true));
    assertThat(read(Map.of("name", "both"))).isEqualTo(new ViewOptions(true, List.of(), true));
  }

  @Test
  void theOriginalsFormForSeveralViewsIsReadToo() {
    Map<String, Object> several =
        Map.of(
            "names", List.of("plotly", "tensorboard"),
            "items_plotly", ITEMS,
            "items_tensorboard", List.of("logs:train_batch.loss"));
    assertThat(ViewOptions.from(Options.of(Map.of("views", several))))
        .isEqualTo(new ViewOptions(true, ITEMS, true));
    assertThat(read(Map.of("names", List.of("tensorboard"))).page()).isFalse();
  }

  @Test
  void anUnknownViewIsRefused() {
    assertThatThrownBy(() -> read(Map.of("name", "tensorbord")))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            "view.name: found 'tensorbord', expected one of plotly, tensorboard, both. Did you mean"
                + " 'tensorboard'?");
    assertThatThrownBy(() -> read(Map.of("names", List.of("both"))))
        .hasMessageStartingWith("view.names: found [both] (a list), expected a list of plotly,");
    assertThatThrownBy(() -> read(Map.of("items", List.of("loss"))))
        .hasMessageStartingWith("view.items: found 'loss'");
  }

  private static ViewOptions read(Map<String, Object> view) {
    return ViewOptions.from(Options.of(Map.of("view", view)));
  }
}
