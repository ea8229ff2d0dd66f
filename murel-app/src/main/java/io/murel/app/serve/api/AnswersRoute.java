package io.murel.app.serve.api;

import io.javalin.http.HandlerType;
import io.murel.app.serve.Limits;
import io.murel.app.serve.answer.AnswerQueue;
import io.murel.app.serve.answer.Answered;
import io.murel.app.serve.answer.Answerer;
import io.murel.app.serve.answer.Ask;
import io.murel.app.serve.answer.Models;
import io.murel.app.serve.http.Call;
import io.murel.app.serve.http.Form;
import io.murel.app.serve.http.Json;
import io.murel.app.serve.http.ProblemException;
import io.murel.app.serve.http.Reply;
import io.murel.app.serve.http.Route;
import io.murel.app.serve.image.Images;
import io.murel.app.serve.image.PictureSize;
import io.murel.app.serve.image.Subject;
import io.murel.vqa.Answer;
import io.murel.vqa.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Answers questions about an image, in the shape of Hugging Face's VQA pipeline. */
public final class AnswersRoute implements Route {

  private static final int USUAL_TOP_K = 5;

  private final Models models;
  private final Images images;
  private final AnswerQueue queue;
  private final Limits limits;

  public AnswersRoute(Models models, Images images, AnswerQueue queue, Limits limits) {
    this.models = models;
    this.images = images;
    this.queue = queue;
    this.limits = limits;
  }

  /** One answer. */
  record Scored(double score, String answer) {

    static List<Scored> of(List<Answer> answers) {
      return answers.stream().map(each -> new Scored(each.score(), each.answer())).toList();
    }
  }

  /** One question with its answers and the reasoning behind them. */
  record Explained(
      String question,
      String model,
      List<Scored> answers,
      PictureSize image,
      List<Views.Region> regions,
      Views.Steps trace) {}

  @Override
  public HandlerType method() {
    return HandlerType.POST;
  }

  @Override
  public String path() {
    return "/api/v1/answers";
  }

  @Override
  public CompletableFuture<Reply> answer(Call call) {
    call.allowQuery("trace", "top_k", "model");
    boolean trace = Parameters.flag("trace", call.query("trace"));
    return request(call)
        .thenCompose(
            request -> {
              Answerer model = models.get(either("model", call.query("model"), request.model()));
              String topK = either("top_k", call.query("top_k"), request.topK());
              int top = Parameters.number("top_k", topK, USUAL_TOP_K, 1, limits.topK());
              return subject(request, model)
                  .thenCompose(
                      subject ->
                          queue
                              .ask(ask(call, request, model, subject, top, trace))
                              .thenApply(answers -> reply(request, model, subject, answers)));
            });
  }

  private CompletableFuture<AnswerRequest> request(Call call) {
    return switch (call.mediaType()) {
      case Json.TYPE ->
          call.body().thenApply(body -> AnswerRequest.of(Json.parse(body, limits), limits));
      case Form.TYPE -> call.form().thenApply(form -> AnswerRequest.of(form, limits));
      default -> throw call.wrongKind(Json.TYPE + " or " + Form.TYPE);
    };
  }

  private CompletableFuture<Subject> subject(AnswerRequest request, Answerer model) {
    return request.picture() == null
        ? images.subject(request.imageName(), model)
        : images.subject(request.picture(), model);
  }

  private static Ask ask(
      Call call, AnswerRequest request, Answerer model, Subject subject, int topK, boolean trace) {
    List<Query> queries =
        request.questions().stream().map(text -> new Query(subject.image(), text)).toList();
    return new Ask(model, queries, topK, trace, call.presence()::isGone);
  }

  private static Reply reply(
      AnswerRequest request, Answerer model, Subject subject, List<Answered> answers) {
    List<Object> out = new ArrayList<>();
    for (int i = 0; i < answers.size(); i++) {
      Answered each = answers.get(i);
      List<Scored> scored = Scored.of(each.answers());
      out.add(
          each.explanation() == null
              ? scored
              : new Explained(
                  request.questions().get(i),
                  model.facts().name(),
                  scored,
                  subject.size(),
                  Views.regions(each.explanation().regions()),
                  Views.steps(each.explanation().trace())));
    }
    return Reply.json(request.single() ? out.get(0) : out);
  }

  /** A value that may be in the address or in the body. */
  private static String either(String name, String inQuery, String inBody) {
    if (inQuery != null && inBody != null && !inQuery.equals(inBody)) {
      throw ProblemException.invalid(
          name, "one value in the address and another in the body", "one value");
    }
    return inQuery != null ? inQuery : inBody;
  }
}
