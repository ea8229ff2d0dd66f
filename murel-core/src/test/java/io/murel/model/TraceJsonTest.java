package io.murel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.murel.BadInputException;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceJsonTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static JsonNode json(String text) throws IOException {
    return JSON.readTree(text.replace('\'', '"'));
  }

  @Test
  void stepsWithContributionsAndPartners() {
    Trace.Step related =
        new Trace.Step(new float[] {0.75f, 0.25f}, new float[][] {{0, 1}, {0.5f, 0.5f}});
    Trace.Step attended = new Trace.Step(new float[] {0.1f, 0.9f}, new float[0][]);
    assertThat(TraceJson.write(new Trace(List.of(related, attended))))
        .hasToString(
            "{'steps':[{'contributions':[0.75,0.25],'partners':[[0.0,1.0],[0.5,0.5]]},"
                    .replace('\'', '"')
                + "{'contributions':[0.1,0.9],'partners':[]}]}".replace('\'', '"'));
  }

  @ParameterizedTest(name = "{0} regions")
  @CsvSource({"1", "8", "36", "100"})
  void whatIsWrittenIsReadWithAllDigits(int regions) throws IOException {
    Random random = new Random(3);
    float[][] partners = new float[regions][];
    for (int i = 0; i < regions; i++) {
      partners[i] = shares(random, regions);
    }
    Trace.Step first = new Trace.Step(shares(random, regions), partners);
    Trace.Step second = new Trace.Step(shares(random, regions), new float[0][]);
    Trace trace = new Trace(List.of(first, second));
    String text = TraceJson.write(trace).toString();
    assertThat(TraceJson.read("answer", JSON.readTree(text))).isEqualTo(trace);
  }

  private static float[] shares(Random random, int n) {
    float[] shares = new float[n];
    for (int k = 0; k < 360; k++) {
      shares[random.nextInt(n)]++;
    }
    for (int i = 0; i < n; i++) {
      shares[i] /= 360;
    }
    return shares;
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                              | a.json: found no list 'steps', expected a reasoning trace.",
        "[]                              | a.json: found no list 'steps', expected a reasoning trace.",
        "{'steps':[{}]}                  | a.json steps[0]: found no list 'partners', expected a"
            + " reasoning trace.",
        "{'steps':[{'partners':[]}]}     | a.json steps[0] contributions: found nothing, expected a"
            + " list of numbers.",
        "{'steps':[{'partners':[7]}]}    | a.json steps[0] partners: found 7, expected a list of"
            + " numbers.",
        "{'steps':[{'partners':[],'contributions':['x']}]} | a.json steps[0] contributions: found"
            + " \"x\", expected a number.",
        "{'steps':[{'partners':[],'contributions':[2]}]} | a.json steps[0]: found contributions has"
            + " 2.0, which is no share, expected shares of the same regions that sum to 1.",
        "{'steps':[{'partners':[],'contributions':[1]},{'partners':[],'contributions':[1,0]}]} |"
            + " a.json: found a trace has steps about 1 and about 2 regions, expected steps about"
            + " the same regions."
      })
  void whatIsNoTraceIsRefused(String text, String message) {
    assertThatThrownBy(() -> TraceJson.read("a.json", json(text)))
        .isInstanceOf(BadInputException.class)
        .hasMessage(message + " Give a trace as docs/trace.md describes it.");
  }
}
