package io.murel.app.serve.page;

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
import java.util.stream.IntStream;

/**
 * Stands for a network where only the page is tested: the same question about the same image has
 * always the same answers and the same reasoning, in which few regions count. Its store has images
 * with {@code crowd-36} and {@code crowd-100} regions, and {@code unseen} of which there is no
 * picture.
 */
final class PageAnswerer implements Answerer {

  private static final List<String> WORDS =
      List.of("yes", "no", "red", "blue", "large", "small", "ball", "star", "2", "3", "shiny");

  private final String name;
  private final int steps;

  /**
   * @param steps of reasoning about pairs; 0 for one look without pairs
   */
  PageAnswerer(String name, int steps) {
    this.name = name;
    this.steps = steps;
  }

  @Override
  public ModelFacts facts() {
    return new ModelFacts(name, name + "_net", WORDS.size(), 90, 812_345, 79.04);
  }

  @Override
  public List<String> imageNames() {
    return List.of("crowd-100", "crowd-36", "unseen");
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
    String stored = ((Image.Named) image).name();
    int count = stored.startsWith("crowd-") ? Integer.parseInt(stored.substring(6)) : 5;
    return crowd(count);
  }

  /** Boxes of all sizes anywhere. */
  private static Regions crowd(int count) {
    Random random = new Random(count);
    float[] boxes = new float[4 * count];
    for (int i = 0; i < count; i++) {
      float width = 0.06f + 0.4f * random.nextFloat() * random.nextFloat();
      float height = 0.06f + 0.4f * random.nextFloat() * random.nextFloat();
      boxes[4 * i] = random.nextFloat() * (1 - width);
      boxes[4 * i + 1] = random.nextFloat() * (1 - height);
      boxes[4 * i + 2] = boxes[4 * i] + width;
      boxes[4 * i + 3] = boxes[4 * i + 1] + height;
    }
    return new Regions(new float[count], boxes, count, 1);
  }

  @Override
  public List<List<Answer>> answer(List<Query> queries, int topK) {
    return explain(queries, topK).stream().map(Explanation::answers).toList();
  }

  @Override
  public List<Explanation> explain(List<Query> queries, int topK) {
    return queries.stream().map(query -> explain(query, topK)).toList();
  }

  private Explanation explain(Query query, int topK) {
    Regions regions = regions(query.image());
    Random random = new Random((name + query.question()).hashCode());
    float[] scores = shares(random, WORDS.size(), 2);
    List<Answer> answers =
        IntStream.range(0, scores.length)
            .mapToObj(i -> new Answer(WORDS.get(i), scores[i]))
            .sorted(Comparator.comparingDouble(answer -> -answer.score()))
            .limit(topK)
            .toList();
    List<Trace.Step> trace = new ArrayList<>();
    for (int step = 0; step < Math.max(1, steps); step++) {
      float[][] partners = new float[steps == 0 ? 0 : regions.count()][];
      for (int i = 0; i < partners.length; i++) {
        partners[i] = shares(random, regions.count(), 1 + step);
      }
      trace.add(new Trace.Step(shares(random, regions.count(), 1 + step), partners));
    }
    return new Explanation(answers, regions, new Trace(trace));
  }

  /** The sharper, the fewer take it all. */
  private static float[] shares(Random random, int count, int sharpness) {
    double[] weights = new double[count];
    double sum = 0;
    for (int i = 0; i < count; i++) {
      weights[i] = Math.exp(1.4 * sharpness * random.nextGaussian());
      sum += weights[i];
    }
    float[] shares = new float[count];
    for (int i = 0; i < count; i++) {
      shares[i] = (float) (weights[i] / sum);
    }
    return shares;
  }

  @Override
  public void close() {}
}
