package io.murel.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.murel.model.Trace;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportJsonTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0};

  private static DemoReport report() {
    Summary summary =
        new Summary(
            true,
            "./murel demo --quick",
            3,
            new Summary.DataFacts(
                new Summary.Split(10, 100),
                new Summary.Split(2, 20),
                new Summary.Split(4, 40),
                28,
                235),
            List.of(new Summary.NetworkFacts("MuRel", "options/m.yaml", 1234, 60.04, 5000, 1.26)),
            new MachineFacts(2, "Linux amd64", "17.0.15 (VM)"),
            99.96,
            Instant.parse("2026-11-23T10:15:30.987Z"));
    List<Outcome> outcomes =
        List.of(
            new Outcome(1, "spatial", "a", true, true, false, true),
            new Outcome(2, "spatial", "a", false, true, true, true),
            new Outcome(3, "exist", "b", false, false, true, false),
            new Outcome(4, "exist", "b", false, false, true, true));
    Curve curve =
        new Curve(
            "MuRel",
            "loss",
            "train",
            List.of(new Curve.Point(0.5, 30.126, 1.23456), new Curve.Point(1, 60, Double.NaN)));
    float[][] partners = {{0.001f, 0.6f, 0.399f}, {1, 0, 0}, {0.25f, 0.25f, 0.5f}};
    SceneExample example =
        new SceneExample(
            2,
            "a",
            PNG,
            160,
            120,
            List.of(new float[] {0, 0.5f, 1, 0.123456f}, new float[4], new float[4]),
            "Is it?",
            "spatial",
            "left",
            List.of(
                new ModelView(
                    "MuRel",
                    List.of(new ModelView.ScoredAnswer("left", 0.98765)),
                    new Trace(List.of(new Trace.Step(new float[] {0.5f, 0.25f, 0.25f}, partners)))),
                new ModelView(
                    "attention",
                    List.of(),
                    new Trace(
                        List.of(new Trace.Step(new float[] {0.2f, 0.3f, 0.5f}, new float[0][]))))));
    return new DemoReport(
        summary, TypeTable.of(outcomes), List.of(curve), List.of(example), "By lot.");
  }

  private static void assertJson(JsonNode actual, String expected) throws Exception {
    assertThat(actual).isEqualTo(JSON.readTree(expected.replace('\'', '"')));
  }

  private static JsonNode json() throws Exception {
    return JSON.readTree(ReportJson.of(report()).toString());
  }

  @Test
  void thePageGetsTheseParts() throws Exception {
    assertThat(json().fieldNames())
        .toIterable()
        .containsExactly(
            "headline", "lead", "reading", "summary", "table", "curves", "exampleRule", "examples");
    assertThat(json().get("exampleRule").asText()).isEqualTo("By lot.");
  }

  @Test
  void summary() throws Exception {
    assertJson(
        json().get("summary"),
        """
        {'quick': true, 'command': './murel demo --quick', 'seed': 3,
         'data': {'train': {'images': 10, 'questions': 100}, 'val': {'images': 2, 'questions': 20},
                  'test': {'images': 4, 'questions': 40}, 'answers': 28, 'features': 235},
         'networks': [{'name': 'MuRel', 'options': 'options/m.yaml', 'parameters': 1234,
                       'trainSeconds': 60.0, 'questionsSeen': 5000, 'epochs': 1.3}],
         'machine': {'cores': 2, 'os': 'Linux amd64', 'jdk': '17.0.15 (VM)'},
         'totalSeconds': 100.0, 'finished': '2026-11-23T10:15:30Z'}
        """);
  }

  @Test
  void tableRow() throws Exception {
    assertJson(
        json().get("table").get("types").get(1),
        """
        {'type': 'spatial', 'questions': 2,
         'chance': {'value': 50.0, 'margin': 40.55},
         'questionOnly': {'value': 100.0, 'margin': 32.88},
         'attention': {'value': 50.0, 'margin': 40.55},
         'murel': {'value': 100.0, 'margin': 32.88},
         'difference': {'value': 50.0, 'margin': 69.3},
         'agreement': {'both right': 50.0, 'only MuRel right': 50.0, 'both wrong': 0.0,
                       'only attention right': 0.0}}
        """);
    assertThat(json().get("table").get("all").get("questions").asInt()).isEqualTo(4);
    assertThat(json().get("table").get("relational").get("questions").asInt()).isEqualTo(2);
    assertJson(
        json().get("table").get("relationalTypes"), "['spatial', 'nearest', 'same', 'two-hop']");
  }

  @Test
  void curvesAreTriplesOfEpochSecondsAndValueWithNullForNoValue() throws Exception {
    assertJson(
        json().get("curves"),
        """
        [{'network': 'MuRel', 'metric': 'loss', 'split': 'train',
          'points': [[0.5, 30.13, 1.2346], [1.0, 60.0, null]]}]
        """);
  }

  @Test
  void anExampleListsPartnersTheLargestFirstAndLeavesOutTheTiny() throws Exception {
    assertJson(
        json().get("examples").get(0),
        """
        {'id': 2, 'name': 'a', 'width': 160, 'height': 120, 'question': 'Is it?',
         'type': 'spatial', 'answer': 'left',
         'boxes': [[0.0, 0.5, 1.0, 0.1235], [0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0]],
         'models': [
           {'name': 'MuRel', 'answers': [['left', 0.9877]],
            'steps': [{'contributions': [0.5, 0.25, 0.25],
                       'partners': [[[1, 0.6], [2, 0.399]], [[0, 1.0]],
                                    [[2, 0.5], [0, 0.25], [1, 0.25]]]}]},
           {'name': 'attention', 'answers': [],
            'steps': [{'contributions': [0.2, 0.3, 0.5], 'partners': []}]}],
         'picture': 'data:image/png;base64,%s'}
        """
            .formatted(Base64.getEncoder().encodeToString(PNG)));
  }
}
