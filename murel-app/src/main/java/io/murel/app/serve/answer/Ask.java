package io.murel.app.serve.answer;

import io.murel.vqa.Query;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * The questions of one request.
 *
 * @param model to ask
 * @param queries at least one
 * @param topK answers to each
 * @param trace whether the reasoning is wanted as well
 * @param gone whether nobody waits for the answer any more
 */
public record Ask(
    Answerer model, List<Query> queries, int topK, boolean trace, BooleanSupplier gone) {

  public Ask {
    queries = List.copyOf(queries);
  }
}
