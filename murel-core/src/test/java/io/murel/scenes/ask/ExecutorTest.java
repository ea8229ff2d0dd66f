package io.murel.scenes.ask;

import static org.assertj.core.api.Assertions.assertThat;

import io.murel.regions.Box;
import io.murel.scenes.world.Attribute;
import io.murel.scenes.world.Description;
import io.murel.scenes.world.Scene;
import io.murel.scenes.world.SceneObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExecutorTest {

  private static final Description RED = color(0);
  private static final Description BLUE = color(5);
  private static final Description GREEN = color(3);
  private static final Description WHITE = color(7);

  private final List<SceneObject> objects = new ArrayList<>();
  private final List<Box> boxes = new ArrayList<>();

  private static Description color(int color) {
    return Description.ANYTHING.with(Attribute.COLOR, color);
  }

  /** An object of 20 x 20 pixels around a point of a picture of 100 x 100. */
  private void put(Description color, int size, int shape, float x, float y) {
    Description kind =
        color.with(Attribute.SIZE, size).with(Attribute.MATERIAL, 0).with(Attribute.SHAPE, shape);
    objects.add(new SceneObject(kind, x, y, 10, 0, 0, 1, 1, 1));
    boxes.add(new Box(x - 10, y - 10, x + 10, y + 10));
  }

  private String answer(Program program) {
    return new Executor(
            new Scene(100, 100, objects, boxes, objects.stream().map(object -> 1.0).toList()))
        .answer(program);
  }

  private static Program is(Description a, Relation relation, Description b) {
    return Program.ask(Op.IS, relation, Program.the(a), Program.the(b));
  }

  @Test
  void sidesNeedAMarginOfSevenPercentOfTheWidth() {
    put(RED, 0, 0, 20, 50);
    put(BLUE, 0, 1, 27.5f, 80);
    put(GREEN, 0, 2, 26.5f, 20);
    assertThat(answer(is(RED, Relation.LEFT, BLUE))).isEqualTo("yes");
    assertThat(answer(is(RED, Relation.RIGHT, BLUE))).isEqualTo("no");
    assertThat(answer(is(RED, Relation.LEFT, GREEN))).isNull();
    assertThat(answer(is(RED, Relation.FRONT, GREEN))).isEqualTo("yes");
    assertThat(answer(is(RED, Relation.BEHIND, BLUE))).isEqualTo("yes");
    assertThat(answer(is(RED, Relation.LEFT, WHITE))).isNull();
    Program side = Program.ask(Op.SIDE, Relation.BEHIND, Program.the(BLUE), Program.the(RED));
    assertThat(answer(side)).isEqualTo("in front");
  }

  @Test
  void theNearestIsAFifthNearerThanTheNext() {
    put(RED, 0, 0, 10, 50);
    put(BLUE, 0, 1, 30, 50);
    put(GREEN, 0, 2, 34, 50);
    Program nearest = Program.extreme(Op.NEAREST, Description.ANYTHING, Program.the(RED));
    assertThat(answer(Program.ask(Op.QUERY, Attribute.COLOR, nearest))).isEqualTo("blue");
    boxes.set(2, new Box(23.9f, 40, 43.9f, 60));
    assertThat(answer(Program.ask(Op.QUERY, Attribute.COLOR, nearest))).isNull();
    put(WHITE, 0, 3, 70, 50);
    Program farthest = Program.extreme(Op.FARTHEST, Description.ANYTHING, Program.the(RED));
    assertThat(answer(Program.ask(Op.QUERY, Attribute.COLOR, farthest))).isEqualTo("white");
  }

  @Test
  void theSameDoesNotMeanItself() {
    put(RED, 0, 0, 10, 50);
    put(RED, 0, 1, 30, 50);
    put(RED, 1, 2, 60, 50);
    put(BLUE, 1, 0, 90, 50);
    Program star = Program.the(Description.ANYTHING.with(Attribute.SHAPE, 1));
    Program others = Program.same(Attribute.COLOR, Description.ANYTHING, star);
    assertThat(answer(Program.ask(Op.COUNT, others))).isEqualTo("2");
    Program large =
        Program.same(Attribute.COLOR, Description.ANYTHING.with(Attribute.SIZE, 1), star);
    assertThat(answer(Program.ask(Op.QUERY, Attribute.SHAPE, Program.unique(large))))
        .isEqualTo("triangle");
    Program small =
        Program.same(Attribute.COLOR, Description.ANYTHING.with(Attribute.SIZE, 0), star);
    assertThat(answer(Program.ask(Op.EXIST, small))).as("the star is small itself").isNull();
  }

  @Test
  void betweenMeansNearTheMiddleOfTheWay() {
    put(RED, 0, 0, 10, 50);
    put(BLUE, 0, 1, 90, 50);
    put(GREEN, 0, 2, 50, 60);
    put(WHITE, 0, 3, 50, 90);
    Program red = Program.the(RED);
    Program blue = Program.the(BLUE);
    assertThat(answer(Program.ask(Op.IS_BETWEEN, Program.the(GREEN), red, blue))).isEqualTo("yes");
    assertThat(answer(Program.ask(Op.IS_BETWEEN, Program.the(WHITE), red, blue))).isEqualTo("no");
    Program between = Program.unique(Program.between(Description.ANYTHING, red, blue));
    assertThat(answer(Program.ask(Op.QUERY, Attribute.SHAPE, between))).isEqualTo("triangle");
    boxes.set(3, new Box(40, 62, 60, 82));
    assertThat(answer(Program.ask(Op.IS_BETWEEN, Program.the(WHITE), red, blue))).isNull();
  }

  @Test
  void objectsOfOneSizeAreNotCompared() {
    put(RED, 0, 0, 10, 50);
    put(BLUE, 1, 1, 90, 50);
    put(GREEN, 1, 2, 50, 60);
    assertThat(answer(Program.ask(Op.LARGER, Program.the(BLUE), Program.the(RED))))
        .isEqualTo("yes");
    assertThat(answer(Program.ask(Op.SMALLER, Program.the(BLUE), Program.the(RED))))
        .isEqualTo("no");
    assertThat(answer(Program.ask(Op.LARGER, Program.the(BLUE), Program.the(GREEN)))).isNull();
  }

  @Test
  void formsForgetWhichColorButNotWhichSize() {
    Program red = Program.ask(Op.QUERY, Attribute.SHAPE, Program.the(RED));
    Program blue = Program.ask(Op.QUERY, Attribute.SHAPE, Program.the(BLUE));
    assertThat(red.form()).isEqualTo("QUERY SHAPE(UNIQUE(FILTER[CO]))").isEqualTo(blue.form());
    Program small = Program.ask(Op.EXIST, Program.filter(RED.with(Attribute.SIZE, 0)));
    assertThat(small.form()).isEqualTo("EXIST(FILTER[SI0CO])");
  }

  private List<Hop> hops(Program program) {
    return new Executor(
            new Scene(100, 100, objects, boxes, objects.stream().map(object -> 1.0).toList()))
        .hops(program);
  }

  @Test
  void hopsLeadFromWhatIsAskedForToWhatItIsFoundBy() {
    put(RED, 0, 0, 10, 50);
    put(BLUE, 0, 1, 40, 50);
    put(GREEN, 1, 2, 90, 50);
    Program beside =
        Program.unique(Program.related(Description.ANYTHING, Relation.LEFT, Program.the(BLUE)));
    assertThat(hops(Program.ask(Op.QUERY, Attribute.COLOR, beside))).containsExactly(new Hop(0, 1));
    Program farthest = Program.extreme(Op.FARTHEST, Description.ANYTHING, beside);
    assertThat(hops(Program.ask(Op.QUERY, Attribute.COLOR, farthest)))
        .containsExactly(new Hop(0, 1), new Hop(2, 0));
    Program others = Program.same(Attribute.SIZE, Description.ANYTHING, Program.the(RED));
    assertThat(hops(Program.ask(Op.COUNT, others))).containsExactly(new Hop(1, 0));
    assertThat(hops(is(RED, Relation.LEFT, BLUE))).containsExactly(new Hop(0, 1));
  }

  @Test
  void threeObjectsAreTwoPairsAndComparedAttributesNone() {
    put(RED, 0, 0, 10, 50);
    put(BLUE, 0, 1, 40, 50);
    put(GREEN, 1, 2, 90, 50);
    Program[] three = {Program.the(BLUE), Program.the(RED), Program.the(GREEN)};
    assertThat(hops(Program.ask(Op.IS_BETWEEN, three)))
        .containsExactly(new Hop(1, 0), new Hop(1, 2));
    assertThat(hops(Program.ask(Op.NEARER, three))).containsExactly(new Hop(1, 2), new Hop(0, 2));
    Program between = Program.unique(Program.between(Description.ANYTHING, three[1], three[2]));
    assertThat(hops(Program.ask(Op.QUERY, Attribute.SHAPE, between)))
        .containsExactly(new Hop(1, 0), new Hop(1, 2));
    Program equal = Program.ask(Op.EQUAL, Attribute.SIZE, Program.the(RED), Program.the(BLUE));
    assertThat(hops(equal)).isEmpty();
  }
}
