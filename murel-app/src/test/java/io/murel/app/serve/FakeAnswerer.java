package io.murel.app.serve;

import io.murel.app.serve.answer.Answerer;
import io.murel.app.serve.answer.ModelFacts;
import io.murel.model.Trace;
import io.murel.regions.PixelDescriptor;
import io.murel.regions.RegionFinder;
import io.murel.regions.Regions;
import io.murel.vqa.Answer;
import io.murel.vqa.Explanation;
import io.murel.vqa.Image;
import io.murel.vqa.Query;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Answers at random, but always the same to the same question about the same regions: stands for a
 * network where only the service is tested. The question {@value #FAULT} makes it fail.
 */
final class FakeAnswerer implements Answerer {

  static final String FAULT = "fail";

  private static final List<String> ANSWERS =
      List.of("yes", "no", "red", "blue", "green", "square", "circle", "1", "2", "3", "small");

  private final ModelFacts facts;
  private final List<String> stored;
  private final int steps;
  private final long millis;
  final List<Integer> batches = new CopyOnWriteArrayList<>();
  volatile boolean closed;

  /** A network of three steps that takes no time. */
  static FakeAnswerer murel() {
    return new FakeAnswerer("murel", 3, 0, List.of());
  }

  /** A network of one step that takes no time. */
  static FakeAnswerer attention() {
    return new FakeAnswerer("attention", 1, 0, List.of());
  }

  /** A network that takes a while for each batch. */
  static FakeAnswerer slow(long millis) {
    return new FakeAnswerer("murel", 3, millis, List.of());
  }

  /** A network that knows some images by name. */
  static FakeAnswerer knowing(String... images) {
    return new FakeAnswerer("murel", 3, 0, List.of(images));
  }

  /**
   * @param millis how long a batch takes, however many questions it has
   */
  FakeAnswerer(String name, int steps, long millis, List<String> stored) {
    this.facts =
        new ModelFacts(name, steps == 1 ? "attention_net" : "murel_net", 11, 80, 1000, 71.5);
    this.steps = steps;
    this.millis = millis;
    this.stored = stored;
  }

  @Override
  public ModelFacts facts() {
    return facts;
  }

  @Override
  public List<List<Answer>> answer(List<Query> queries, int topK) {
    return explain(queries, topK).stream().map(Explanation::answers).toList();
  }

  @Override
  public List<Explanation> explain(List<Query> queries, int topK) {
    batches.add(queries.size());
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return queries.stream().map(query -> explain(query, topK)).toList();
  }

  private Explanation explain(Query query, int topK) {
    if (query.question().equals(FAULT)) {
      throw new IllegalStateException("this network is broken");
    }
    Regions regions = regions(query.image());
    Random random = new Random(31L * query.question().hashCode() + regions.normBoxes().length);
    List<Answer> answers = new ArrayList<>();
    float[] scores = shares(random, ANSWERS.size());
    for (int i = 0; i < scores.length; i++) {
      answers.add(new Answer(ANSWERS.get(i), scores[i]));
    }
    answers.sort(Comparator.comparingDouble(answer -> -answer.score()));
    List<Trace.Step> trace = new ArrayList<>();
    for (int step = 0; step < steps; step++) {
      float[][] partners = new float[steps == 1 ? 0 : regions.count()][];
      for (int i = 0; i < partners.length; i++) {
        partners[i] = shares(random, regions.count());
      }
      trace.add(new Trace.Step(shares(random, regions.count()), partners));
    }
    return new Explanation(
        answers.subList(0, Math.min(topK, answers.size())), regions, new Trace(trace));
  }

  private static float[] shares(Random random, int count) {
    float[] shares = new float[count];
    float sum = 0;
    for (int i = 0; i < count; i++) {
      shares[i] = (float) Math.pow(random.nextFloat(), 4) + 1e-3f;
      sum += shares[i];
    }
    for (int i = 0; i < count; i++) {
      shares[i] /= sum;
    }
    return shares;
  }

  @Override
  public Regions regions(Image image) {
    if (image instanceof Image.OfRegions given) {
      return given.regions();
    }
    if (image instanceof Image.Picture picture) {
      return new PixelDescriptor()
          .regions(picture.pixels(), new RegionFinder(36).find(picture.pixels()));
    }
    return new Regions(new float[6], new float[] {0, 0, .5f, .5f, .25f, .25f, 1, 1}, 2, 3);
  }

  @Override
  public List<String> imageNames() {
    return stored;
  }

  @Override
  public void close() {
    closed = true;
  }
}
