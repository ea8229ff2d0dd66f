package io.murel.app.report;

import io.murel.model.Trace;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** A report with made-up figures of a realistic kind; the same seed gives the same report. */
final class SampleReport {

  private static final Object[][] TYPES = {
    // type, chance, question only, both right, only MuRel, only attention; shares
    {"exist", .53, .67, .985, .006, .005, "Is there a big red ball?"},
    {"count", .21, .37, .55, .22, .06, "How many shiny things are there?"},
    {"query", .31, .31, .992, .004, .002, "What color is the large star?"},
    {"compare", .53, .52, .66, .10, .13, "Are there more balls than squares?"},
    {"spatial", .36, .37, .48, .36, .04, "What color is the thing left of the small green star?"},
    {"nearest", .25, .25, .30, .16, .15, "Which shape is nearest to the shiny blue ball?"},
    {
      "same",
      .40,
      .52,
      .42,
      .15,
      .15,
      "What shape is the other thing with the same color as the ring?"
    },
    {
      "two-hop",
      .27,
      .29,
      .42,
      .22,
      .11,
      "What surface has the thing behind the star that is nearest to the big yellow square?"
    }
  };

  private static final String[] ANSWERS = {
    "red", "orange", "yellow", "green", "cyan", "blue", "purple", "white", "ball", "star", "yes",
    "no"
  };

  private final Random random;
  private final boolean quick;

  private SampleReport(long seed, boolean quick) {
    random = new Random(seed);
    this.quick = quick;
  }

  static DemoReport make(long seed, boolean quick) throws IOException {
    return new SampleReport(seed, quick).report();
  }

  private DemoReport report() throws IOException {
    List<Outcome> outcomes = outcomes(quick ? 150 : 1_200);
    List<SceneExample> examples = new ArrayList<>();
    for (Outcome outcome : Examples.choose(outcomes, 3, 1)) {
      examples.add(example(outcome));
    }
    return new DemoReport(summary(), TypeTable.of(outcomes), curves(), examples, Examples.rule(3));
  }

  private List<Outcome> outcomes(int perType) {
    List<Outcome> outcomes = new ArrayList<>();
    for (Object[] type : TYPES) {
      for (int k = 0; k < perType; k++) {
        double u = random.nextDouble();
        double both = (double) type[3];
        double murel = both + (double) type[4];
        double attention = murel + (double) type[5];
        long id = outcomes.size() + 100_000;
        outcomes.add(
            new Outcome(
                id,
                (String) type[0],
                "scene-" + id / 12,
                random.nextDouble() < (double) type[1],
                random.nextDouble() < (double) type[2],
                u < both || u >= murel && u < attention,
                u < murel));
      }
    }
    return outcomes;
  }

  private Summary summary() {
    return new Summary(
        quick,
        quick ? "./murel demo --quick --seed 7" : "./murel demo --seed 7",
        7,
        new Summary.DataFacts(
            new Summary.Split(8_000, 100_465),
            new Summary.Split(400, 4_981),
            new Summary.Split(800, TYPES.length * (quick ? 150 : 1_200)),
            28,
            235),
        List.of(
            new Summary.NetworkFacts(
                "MuRel", "options/scenes/murel.yaml", 1_284_733, 170.3, 412_160, 4.1),
            new Summary.NetworkFacts(
                "attention", "options/scenes/attention.yaml", 1_022_110, 170.1, 655_360, 6.5)),
        new MachineFacts(2, "Linux amd64", "25.0.1+8 (OpenJDK 64-Bit Server VM)"),
        423.6,
        Instant.parse("2026-11-23T10:15:30Z"));
  }

  private List<Curve> curves() {
    List<Curve> curves = new ArrayList<>();
    curves.addAll(curves("MuRel", 76, 4.1));
    curves.addAll(curves("attention", 66, 6.5));
    return curves;
  }

  private List<Curve> curves(String network, double best, double epochs) {
    List<Curve.Point> loss = new ArrayList<>();
    List<Curve.Point> accuracy = new ArrayList<>();
    List<Curve.Point> validation = new ArrayList<>();
    for (int k = 1; k <= 34; k++) {
      double t = k / 34.0;
      double learnt = 1 / (1 + Math.exp(-9 * (t - 0.33))) * 0.72 + 0.28 * t;
      double noise = random.nextGaussian() * 0.8;
      double now = 36 + (best - 36) * learnt + noise;
      loss.add(new Curve.Point(t * epochs, t * 170, 2.1 - 1.5 * learnt * best / 76 + noise * 0.02));
      accuracy.add(new Curve.Point(t * epochs, t * 170, now + 0.8));
      if (k % 3 == 1) {
        validation.add(new Curve.Point(t * epochs, t * 170, now - 0.6));
      }
    }
    List<Curve.Point> validationLoss =
        validation.stream()
            .map(p -> new Curve.Point(p.epoch(), p.seconds(), 2.1 - 1.4 * (p.value() - 36) / 40))
            .toList();
    return List.of(
        new Curve(network, "loss", "train", loss),
        new Curve(network, "loss", "val", validationLoss),
        new Curve(network, "accuracy", "train", accuracy),
        new Curve(network, "accuracy", "val", validation));
  }

  private SceneExample example(Outcome outcome) throws IOException {
    int n = 4 + random.nextInt(5);
    SampleScene scene = SampleScene.draw(random, n);
    String answer = ANSWERS[random.nextInt(ANSWERS.length)];
    String question = "?";
    for (Object[] type : TYPES) {
      question = type[0].equals(outcome.type()) ? (String) type[6] : question;
    }
    return new SceneExample(
        outcome.questionId(),
        outcome.image(),
        scene.png(),
        SampleScene.WIDTH,
        SampleScene.HEIGHT,
        scene.boxes(),
        question,
        outcome.type(),
        answer,
        List.of(
            new ModelView("MuRel", scored(answer, outcome.murel()), steps(n, 3)),
            new ModelView("attention", scored(answer, outcome.attention()), looked(n))));
  }

  private List<ModelView.ScoredAnswer> scored(String answer, boolean right) {
    List<String> others = new ArrayList<>(List.of(ANSWERS));
    others.remove(answer);
    Collections.shuffle(others, random);
    if (right) {
      others.add(0, answer);
    } else if (random.nextInt(3) > 0) {
      others.add(1 + random.nextInt(3), answer);
    }
    double left = 1;
    List<ModelView.ScoredAnswer> scored = new ArrayList<>();
    for (String other : others.subList(0, 5)) {
      double score = left * (0.55 + 0.4 * random.nextDouble());
      left -= score;
      scored.add(new ModelView.ScoredAnswer(other, score));
    }
    return scored;
  }

  private Trace steps(int n, int steps) {
    List<Trace.Step> list = new ArrayList<>();
    for (int k = 0; k < steps; k++) {
      float[][] partners = new float[n][];
      for (int i = 0; i < n; i++) {
        partners[i] = shares(n, 1.6);
      }
      list.add(new Trace.Step(shares(n, 0.7 + 0.6 * k), partners));
    }
    return new Trace(list);
  }

  private Trace looked(int n) {
    return new Trace(List.of(new Trace.Step(shares(n, 1.8), new float[0][])));
  }

  /** Random numbers that sum to 1; the sharper, the more uneven. */
  private float[] shares(int n, double sharp) {
    float[] shares = new float[n];
    float sum = 0;
    for (int i = 0; i < n; i++) {
      sum += shares[i] = (float) Math.exp(sharp * random.nextGaussian());
    }
    for (int i = 0; i < n; i++) {
      shares[i] /= sum;
    }
    return shares;
  }
}
