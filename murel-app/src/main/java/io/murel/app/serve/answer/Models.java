package io.murel.app.serve.answer;

import io.murel.app.serve.http.Problem;
import io.murel.app.serve.http.ProblemException;
import io.murel.app.serve.http.ProblemType;
import io.murel.options.Nearest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The networks that are served, by name; the first is asked where a request names none. */
public final class Models implements AutoCloseable {

  private final Map<String, Answerer> byName = new LinkedHashMap<>();

  public Models(List<Answerer> answerers) {
    if (answerers.isEmpty()) {
      throw new IllegalArgumentException("no model");
    }
    for (Answerer answerer : answerers) {
      if (byName.put(answerer.facts().name(), answerer) != null) {
        throw new IllegalArgumentException("two models are named " + answerer.facts().name());
      }
    }
  }

  /** The one a request names; the first for null. */
  public Answerer get(String name) {
    Answerer found = name == null ? first() : byName.get(name);
    if (found == null) {
      throw new ProblemException(
          Problem.of(
              ProblemType.UNKNOWN_MODEL,
              "model: found '%s', expected one of %s. %s"
                  .formatted(
                      Problem.shown(name),
                      String.join(", ", byName.keySet()),
                      Nearest.suggestion(name, byName.keySet()))));
    }
    return found;
  }

  public Answerer first() {
    return byName.values().iterator().next();
  }

  public List<Answerer> all() {
    return List.copyOf(byName.values());
  }

  @Override
  public void close() {
    byName.values().forEach(Answerer::close);
  }
}
