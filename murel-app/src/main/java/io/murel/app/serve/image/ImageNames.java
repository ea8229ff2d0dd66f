package io.murel.app.serve.image;

import io.murel.app.serve.answer.Answerer;
import io.murel.app.serve.http.Problem;
import io.murel.app.serve.http.ProblemException;
import io.murel.app.serve.http.ProblemType;
import io.murel.options.Nearest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The images that one model can be asked about by name: those of its store, then other pictures.
 */
final class ImageNames {

  /** Among more names a near one is not looked for: that would take longer than an answer. */
  private static final int LOOKED_AT = 20_000;

  private final Set<String> stored;
  private final List<String> all;

  ImageNames(Answerer model, PictureFolder pictures) {
    stored = new HashSet<>(model.imageNames());
    List<String> names = new ArrayList<>(model.imageNames());
    for (String name : pictures.names()) {
      if (!stored.contains(name)) {
        names.add(name);
      }
    }
    all = List.copyOf(names);
  }

  /** All of them, in order. */
  List<String> all() {
    return all;
  }

  boolean isStored(String name) {
    return stored.contains(name);
  }

  /** A problem about a name that is none of these, with the nearest that is. */
  ProblemException unknown(String name) {
    String near =
        name.startsWith(Images.UPLOAD)
            ? "Uploaded pictures are forgotten after a while; upload it again."
            : all.size() > LOOKED_AT || name.length() > 200
                ? "GET /api/v1/images lists them."
                : Nearest.to(name, all)
                    .map(found -> "Did you mean '" + found + "'?")
                    .orElse("GET /api/v1/images lists them.");
    return new ProblemException(
        Problem.of(
            ProblemType.UNKNOWN_IMAGE,
            "image: found '%s', expected the name of an image, of an upload, or scene-NUMBER. %s"
                .formatted(Problem.shown(name), near)));
  }
}
