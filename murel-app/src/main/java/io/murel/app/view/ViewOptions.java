package io.murel.app.view;

import io.murel.options.Options;
import java.util.List;

/**
 * What is drawn while a run goes on, below {@code view}.
 *
 * @param page whether view.html is written, a page with learning curves
 * @param items the charts of the page
 * @param tensorboard whether event files for TensorBoard are written; they hold every value
 */
public record ViewOptions(boolean page, List<String> items, boolean tensorboard) {

  private static final String PLOTLY = "plotly";
  private static final String TENSORBOARD = "tensorboard";
  private static final String BOTH = "both";

  public ViewOptions {
    items = List.copyOf(items);
    ViewHtml.check(items);
  }

  /**
   * Reads {@code view}, or {@code views} as the original calls it where there are several: one
   * {@code name}, plotly, tensorboard or both, or a list of {@code names}; {@code items} or {@code
   * items_plotly}.
   *
   * @param root all options of a run
   * @throws io.murel.BadInputException for an unknown view, or an item of another form
   */
  public static ViewOptions from(Options root) {
    Options view = root.childOrEmpty(root.has("view") ? "view" : "views");
    List<String> names = names(view);
    String items = view.has("items_plotly") ? "items_plotly" : "items";
    return new ViewOptions(
        names.contains(PLOTLY),
        view.has(items) ? view.strings(items) : List.of(),
        names.contains(TENSORBOARD));
  }

  private static List<String> names(Options view) {
    if (!view.has("names")) {
      String name = view.choice("name", PLOTLY, List.of(PLOTLY, TENSORBOARD, BOTH));
      return name.equals(BOTH) ? List.of(PLOTLY, TENSORBOARD) : List.of(name);
    }
    List<String> names = view.strings("names");
    if (names.isEmpty() || !List.of(PLOTLY, TENSORBOARD).containsAll(names)) {
      throw view.wrong("names", names, "a list of plotly, tensorboard or both of them");
    }
    return names;
  }
}
