package io.murel.app.report;

import java.util.List;

/**
 * Everything the report shows.
 *
 * @param summary how it was made
 * @param table right answers by question type
 * @param curves learning curves of both networks
 * @param examples test questions with the networks' reasoning
 * @param exampleRule how the examples were chosen, in words, see {@link Examples#rule}
 */
public record DemoReport(
    Summary summary,
    TypeTable table,
    List<Curve> curves,
    List<SceneExample> examples,
    String exampleRule) {

  public DemoReport {
    curves = List.copyOf(curves);
    examples = List.copyOf(examples);
  }
}
