package io.murel.app.serve.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.HandlerType;
import io.murel.app.serve.Limits;
import io.murel.app.serve.answer.Models;
import io.murel.app.serve.http.Call;
import io.murel.app.serve.http.Json;
import io.murel.app.serve.http.Problem;
import io.murel.app.serve.http.ProblemException;
import io.murel.app.serve.http.Reply;
import io.murel.app.serve.http.Route;
import io.murel.app.serve.image.Images;
import io.murel.app.serve.image.KeptImage;
import io.murel.app.serve.image.SceneName;
import io.murel.app.serve.image.SuggestedQuestion;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;

/** Draws a new scene. */
public final class ScenesRoute implements Route {

  /** Seeds drawn by lot are below this: short enough for a link. */
  private static final int SHORT_SEEDS = 1_000_000;

  private static final Set<String> FIELDS = Set.of("seed", "objects");

  private final Models models;
  private final Images images;
  private final Limits limits;

  public ScenesRoute(Models models, Images images, Limits limits) {
    this.models = models;
    this.images = images;
    this.limits = limits;
  }

  /** A drawn scene and what may be asked about it. */
  record Drawn(
      String name,
      long seed,
      int width,
      int height,
      List<Views.Region> regions,
      List<SuggestedQuestion> questions) {}

  @Override
  public HandlerType method() {
    return HandlerType.POST;
  }

  @Override
  public String path() {
    return "/api/v1/scenes";
  }

  @Override
  public CompletableFuture<Reply> answer(Call call) {
    call.allowQuery();
    if (!call.mediaType().isEmpty() && !call.mediaType().equals(Json.TYPE)) {
      throw call.wrongKind(Json.TYPE);
    }
    return call.body()
        .thenCompose(
            body -> {
              SceneName name = name(body);
              return images.scene(name).thenApply(scene -> reply(name, scene));
            });
  }

  private SceneName name(byte[] body) {
    if (body.length == 0) {
      return new SceneName(anySeed(), 0);
    }
    JsonNode wishes = Json.parse(body, limits);
    if (!wishes.isObject()) {
      throw ProblemException.invalid("body", "no object", "an object with seed and objects");
    }
    wishes
        .fieldNames()
        .forEachRemaining(
            field -> {
              if (!FIELDS.contains(field)) {
                throw ProblemException.invalid(
                    "body", "'" + Problem.shown(field) + "'", "only seed and objects");
              }
            });
    long seed =
        wishes.has("seed") ? whole("seed", wishes.get("seed"), 0, SceneName.MAX_SEED) : anySeed();
    long objects =
        wishes.has("objects")
            ? whole("objects", wishes.get("objects"), SceneName.MIN_OBJECTS, SceneName.MAX_OBJECTS)
            : 0;
    return new SceneName(seed, (int) objects);
  }

  private static long anySeed() {
    return ThreadLocalRandom.current().nextInt(SHORT_SEEDS);
  }

  private static long whole(String field, JsonNode value, long least, long most) {
    if (!value.isIntegralNumber()
        || !value.canConvertToLong()
        || value.longValue() < least
        || value.longValue() > most) {
      throw ProblemException.invalid(
          field, Problem.shown(value.toString()), "a whole number from " + least + " to " + most);
    }
    return value.longValue();
  }

  private Reply reply(SceneName name, KeptImage scene) {
    return Reply.json(
        new Drawn(
            scene.name(),
            name.seed(),
            scene.size().width(),
            scene.size().height(),
            NewImage.regions(scene, models),
            scene.questions()));
  }
}
