package io.murel.scenes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Derives every answer anew from the files, in another way than the generator does. */
class ScenesAnswersTest {

  @TempDir static Path folder;

  private static GeneratedSet set;

  @BeforeAll
  static void generate() {
    ScenesOptions options =
        new ScenesOptions(folder.resolve("set"), 11, 250, 25, 25, 160, 120, 4, 8, 12);
    ScenesWriter.write(options, SceneSink.NONE, ScenesProgress.NONE);
    set = new GeneratedSet(folder.resolve("set"));
  }

  @Test
  void everyAnswerFollowsFromTheObjectsAndTheProgram() throws Exception {
    int checked = 0;
    Set<String> ops = new HashSet<>();
    for (Split split : Split.values()) {
      for (GeneratedSet.Item item : set.items(split)) {
        Checker checker = new Checker(item.scene(), ops);
        assertThat(checker.answer(item.meaning().get("program")))
            .as(item.text() + " " + item.meaning() + " " + item.scene().get("objects"))
            .isEqualTo(item.answer());
        checked++;
      }
    }
    assertThat(checked).isGreaterThan(3000);
    assertThat(ops).hasSize(20); // every kind of node has been met
  }

  @Test
  void thePathLeadsToTheObjectWhoseAttributeIsAskedFor() throws Exception {
    for (GeneratedSet.Item item : set.items(Split.VAL)) {
      JsonNode program = item.meaning().get("program");
      JsonNode path = item.meaning().get("path");
      if (program.get("op").asText().equals("query")) {
        JsonNode last = item.scene().get("objects").get(path.get(path.size() - 1).asInt());
        String attribute = program.get("attribute").asText();
        assertThat(last.get("kind").get(attribute).asText()).isEqualTo(item.answer());
      }
      int hops = item.type().equals("two-hop") ? 3 : item.type().equals("query") ? 1 : 0;
      assertThat(path.size()).as(item.text()).isGreaterThanOrEqualTo(hops);
    }
  }

  /** A second implementation: lists instead of bits, exact margins from the documentation. */
  private record Checker(JsonNode scene, Set<String> ops) {

    String answer(JsonNode program) {
      ops.add(program.get("op").asText());
      return switch (program.get("op").asText()) {
        case "exist" -> set(program, 0).isEmpty() ? "no" : "yes";
        case "count" -> "" + set(program, 0).size();
        case "query" -> attribute(one(program, 0), program.get("attribute").asText());
        case "equal" -> {
          String name = program.get("attribute").asText();
          yield yes(attribute(one(program, 0), name).equals(attribute(one(program, 1), name)));
        }
        case "larger" -> larger(one(program, 0), one(program, 1));
        case "smaller" -> larger(one(program, 1), one(program, 0));
        case "more" -> yes(set(program, 0).size() > set(program, 1).size());
        case "fewer" -> yes(set(program, 0).size() < set(program, 1).size());
        case "as_many" -> yes(set(program, 0).size() == set(program, 1).size());
        case "is" -> yes(on(program.get("relation").asText(), one(program, 0), one(program, 1)));
        case "side" -> side(program.get("relation").asText(), one(program, 0), one(program, 1));
        case "is_between" -> yes(between(one(program, 0), one(program, 1), one(program, 2)));
        case "nearer" -> {
          double a = distance(one(program, 0), one(program, 2));
          double b = distance(one(program, 1), one(program, 2));
          assertThat(Math.max(a, b) / Math.min(a, b)).isGreaterThanOrEqualTo(1.2);
          yield yes(a < b);
        }
        default -> throw new AssertionError(program);
      };
    }

    private List<Integer> set(JsonNode program, int input) {
      JsonNode node = program.get("inputs").get(input);
      ops.add(node.get("op").asText());
      List<Integer> found = new ArrayList<>();
      for (int i : matching(node.get("where"))) {
        if (member(node, i)) {
          found.add(i);
        }
      }
      return found;
    }

    private boolean member(JsonNode node, int i) {
      return switch (node.get("op").asText()) {
        case "filter" -> true;
        case "related" -> {
          int anchor = one(node, 0);
          yield i != anchor && on(node.get("relation").asText(), i, anchor);
        }
        case "between" -> {
          int from = one(node, 0);
          int to = one(node, 1);
          yield i != from && i != to && between(i, from, to);
        }
        case "same" -> {
          int anchor = one(node, 0);
          String name = node.get("attribute").asText();
          yield i != anchor && attribute(i, name).equals(attribute(anchor, name));
        }
        default -> throw new AssertionError(node);
      };
    }

    private int one(JsonNode program, int input) {
      JsonNode node = program.get("inputs").get(input);
      String op = node.get("op").asText();
      ops.add(op);
      if (op.equals("unique")) {
        List<Integer> set = set(node, 0);
        assertThat(set).as(node.toString()).hasSize(1);
        return set.get(0);
      }
      int anchor = one(node, 0);
      double sign = op.equals("nearest") ? 1 : -1;
      List<Integer> order =
          matching(node.get("where")).stream()
              .filter(i -> i != anchor)
              .sorted(
                  (i, j) -> Double.compare(sign * distance(i, anchor), sign * distance(j, anchor)))
              .toList();
      assertThat(order).as(node.toString()).hasSizeGreaterThan(1);
      double first = distance(order.get(0), anchor);
      double second = distance(order.get(1), anchor);
      assertThat(Math.max(first, second) / Math.min(first, second))
          .isGreaterThanOrEqualTo(1.2 - 1e-9);
      return order.get(0);
    }

    private List<Integer> matching(JsonNode where) {
      return IntStream.range(0, scene.get("objects").size())
          .filter(
              i ->
                  where.properties().stream()
                      .allMatch(e -> attribute(i, e.getKey()).equals(e.getValue().asText())))
          .boxed()
          .toList();
    }

    private String attribute(int object, String name) {
      return scene.get("objects").get(object).get("kind").get(name).asText();
    }

    private double x(int object) {
      JsonNode box = scene.get("objects").get(object).get("box");
      return (box.get(0).asDouble() + box.get(2).asDouble()) / 2;
    }

    private double y(int object) {
      JsonNode box = scene.get("objects").get(object).get("box");
      return (box.get(1).asDouble() + box.get(3).asDouble()) / 2;
    }

    private double distance(int a, int b) {
      return Math.hypot(x(a) - x(b), y(a) - y(b));
    }

    private boolean on(String side, int a, int b) {
      double offset =
          switch (side) {
            case "left" -> x(b) - x(a);
            case "right" -> x(a) - x(b);
            case "behind" -> y(b) - y(a);
            default -> y(a) - y(b);
          };
      assertThat(Math.abs(offset)).isGreaterThanOrEqualTo(0.07 * scene.get("width").asInt());
      return offset > 0;
    }

    private String side(String first, int a, int b) {
      String other = first.equals("left") ? "right" : "in front";
      return on(first, a, b) ? first : other;
    }

    private String larger(int a, int b) {
      assertThat(attribute(a, "size")).isNotEqualTo(attribute(b, "size"));
      return yes(attribute(a, "size").equals("large"));
    }

    /** By the foot of the perpendicular on the line from one to the other. */
    private boolean between(int i, int from, int to) {
      double way = distance(from, to);
      double along =
          ((x(i) - x(from)) * (x(to) - x(from)) + (y(i) - y(from)) * (y(to) - y(from)))
              / (way * way);
      double footX = x(from) + along * (x(to) - x(from));
      double footY = y(from) + along * (y(to) - y(from));
      double beside = Math.hypot(x(i) - footX, y(i) - footY) / way;
      boolean inside = along >= 0.2 && along <= 0.8 && beside <= 0.2;
      boolean outside = along < 0.08 || along > 0.92 || beside > 0.35;
      assertThat(inside || outside).isTrue();
      return inside;
    }

    private static String yes(boolean yes) {
      return yes ? "yes" : "no";
    }
  }
}
