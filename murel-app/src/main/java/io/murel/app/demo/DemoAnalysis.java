package io.murel.app.demo;

import io.murel.app.report.Curve;
import io.murel.app.report.DemoReport;
import io.murel.app.report.Examples;
import io.murel.app.report.MachineFacts;
import io.murel.app.report.MajorityGuess;
import io.murel.app.report.ModelView;
import io.murel.app.report.Outcome;
import io.murel.app.report.SceneExample;
import io.murel.app.report.Summary;
import io.murel.app.report.TypeTable;
import io.murel.app.run.TrainedNetwork;
import io.murel.data.DatasetOptions;
import io.murel.data.VqaData;
import io.murel.data.VqaDataset;
import io.murel.data.VqaItem;
import io.murel.model.VqaNetwork;
import io.murel.options.Options;
import io.murel.regions.Pictures;
import io.murel.regions.RegionStore;
import io.murel.regions.Regions;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Lets both networks answer the test questions and puts the report together. */
final class DemoAnalysis {

  private static final int EXAMPLES_PER_TYPE = 3;

  private final DemoPlan plan;
  private final long begin;

  /**
   * @param begin {@code System.nanoTime()} when the demo began
   */
  DemoAnalysis(DemoPlan plan, long begin) {
    this.plan = plan;
    this.begin = begin;
  }

  DemoReport report() throws IOException {
    Map<String, Object> dataset = Map.of("name", "scenes", "dir", plan.scenes().toString());
    DatasetOptions options = DatasetOptions.from(Options.of(dataset, "dataset"));
    try (VqaData data = VqaData.open(options, RegionStore::open)) {
      VqaDataset test = data.split("test");
      int visualDim = test.regions().featureDim();
      Map<DemoNetwork, Map<Long, String>> best = new LinkedHashMap<>();
      Map<DemoNetwork, Function<List<Long>, Map<Long, ModelView>>> explain = new LinkedHashMap<>();
      List<VqaNetwork> networks = new ArrayList<>();
      try {
        for (DemoNetwork name : DemoNetwork.values()) {
          VqaNetwork network = TrainedNetwork.load(plan.run(name), data.vocabulary(), visualDim);
          networks.add(network);
          Answering answering = new Answering(name, network, data.vocabulary().answers());
          best.put(name, answering.best(test));
          explain.put(name, ids -> answering.explain(test, ids));
        }
        List<Outcome> outcomes = outcomes(data.split("train"), test, best);
        List<Outcome> chosen = Examples.choose(outcomes, EXAMPLES_PER_TYPE, plan.seed());
        List<Long> ids = chosen.stream().map(Outcome::questionId).toList();
        List<Map<Long, ModelView>> views =
            explain.values().stream().map(views1 -> views1.apply(ids)).toList();
        return new DemoReport(
            summary(data, networks),
            TypeTable.of(outcomes),
            curves(),
            examples(test, ids, views),
            Examples.rule(EXAMPLES_PER_TYPE));
      } finally {
        networks.forEach(VqaNetwork::close);
      }
    }
  }

  /** Chance knows the type of a question, question-only its words; neither sees the picture. */
  private static List<Outcome> outcomes(
      VqaDataset train, VqaDataset test, Map<DemoNetwork, Map<Long, String>> best) {
    MajorityGuess byType = new MajorityGuess();
    MajorityGuess byQuestion = new MajorityGuess();
    for (VqaItem item : train.items()) {
      byType.learn(item.questionType(), item.answer());
      byQuestion.learn(item.question().text(), item.answer());
    }
    List<Outcome> outcomes = new ArrayList<>();
    for (VqaItem item : test.items()) {
      String answer = item.answer();
      String usual = byType.answer(item.questionType());
      String known = byQuestion.answer(item.question().text());
      outcomes.add(
          new Outcome(
              item.questionId(),
              item.questionType(),
              item.imageName(),
              answer.equals(usual),
              answer.equals(known.isEmpty() ? usual : known),
              answer.equals(best.get(DemoNetwork.ATTENTION).get(item.questionId())),
              answer.equals(best.get(DemoNetwork.MUREL).get(item.questionId()))));
    }
    return outcomes;
  }

  private List<Curve> curves() throws IOException {
    List<Curve> curves = new ArrayList<>();
    for (DemoNetwork network : DemoNetwork.values()) {
      curves.addAll(RunHistory.read(plan.run(network)).curves(network.label()));
    }
    return curves;
  }

  private List<SceneExample> examples(
      VqaDataset test, List<Long> ids, List<Map<Long, ModelView>> views) throws IOException {
    Map<Long, VqaItem> items =
        test.items().stream().collect(Collectors.toMap(VqaItem::questionId, item -> item));
    List<SceneExample> out = new ArrayList<>();
    for (long id : ids) {
      VqaItem item = items.get(id);
      Path file = plan.scenes().resolve("images/test/" + item.imageName() + ".png");
      byte[] bytes = Files.readAllBytes(file);
      BufferedImage image = Pictures.decode(file.toString(), bytes);
      Regions regions = test.regions().regions(item.imageName());
      out.add(
          new SceneExample(
              id,
              item.imageName(),
              bytes,
              image.getWidth(),
              image.getHeight(),
              boxes(regions),
              item.question().text(),
              item.questionType(),
              item.answer(),
              views.stream().map(view -> view.get(id)).toList()));
    }
    return out;
  }

  private static List<float[]> boxes(Regions regions) {
    List<float[]> boxes = new ArrayList<>();
    for (int i = 0; i < regions.count(); i++) {
      boxes.add(Arrays.copyOfRange(regions.normBoxes(), 4 * i, 4 * i + 4));
    }
    return boxes;
  }

  private Summary summary(VqaData data, List<VqaNetwork> networks) throws IOException {
    VqaDataset train = data.split("train");
    List<Summary.NetworkFacts> facts = new ArrayList<>();
    for (DemoNetwork name : DemoNetwork.values()) {
      RunHistory history = RunHistory.read(plan.run(name));
      facts.add(
          new Summary.NetworkFacts(
              name.label(),
              name.options().toString(),
              networks.get(name.ordinal()).parameterCount(),
              history.trainSeconds(),
              history.questions(),
              (double) history.questions() / train.size()));
    }
    Summary.DataFacts sizes =
        new Summary.DataFacts(
            size(train),
            size(data.split("val")),
            size(data.split("test")),
            data.vocabulary().answers().size(),
            train.regions().featureDim());
    return new Summary(
        plan.quick(),
        plan.command(),
        plan.seed(),
        sizes,
        facts,
        MachineFacts.here(),
        (System.nanoTime() - begin) / 1e9,
        Instant.now());
  }

  private static Summary.Split size(VqaDataset split) {
    return new Summary.Split(split.regions().imageNames().size(), split.size());
  }
}
