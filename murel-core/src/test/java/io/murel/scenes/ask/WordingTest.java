package io.murel.scenes.ask;

import static org.assertj.core.api.Assertions.assertThat;

import io.murel.scenes.world.Attribute;
import io.murel.scenes.world.Description;
import io.murel.scenes.world.SceneRandom;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class WordingTest {

  private static final Program ORANGE = Program.the(Description.ANYTHING.with(Attribute.COLOR, 1));
  private static final Program STAR = Program.the(Description.ANYTHING.with(Attribute.SHAPE, 3));

  private static Set<String> wordings(Program question) {
    Wording wording = new Wording(new SceneRandom(9));
    Set<String> all = new TreeSet<>();
    for (int i = 0; i < 2000; i++) {
      all.add(wording.of(question));
    }
    return all;
  }

  @Test
  void aQuestionCanBePutInSeveralWays() {
    assertThat(wordings(Program.ask(Op.QUERY, Attribute.COLOR, STAR)))
        .containsExactly(
            "The star is what color?",
            "What color is the star?",
            "What is the color of the star?",
            "Which color does the star have?");
    assertThat(wordings(Program.ask(Op.IS, Relation.LEFT, STAR, ORANGE)))
        .containsExactly(
            "Is the star left of the orange object?",
            "Is the star left of the orange thing?",
            "Is the star to the left of the orange object?",
            "Is the star to the left of the orange thing?");
    Program nearest = Program.extreme(Op.NEAREST, Description.ANYTHING, STAR);
    assertThat(wordings(Program.ask(Op.QUERY, Attribute.SIZE, nearest)))
        .hasSize(5 * 2 * 2 * 2)
        .contains("How big is the thing that is closest to the star?");
  }

  @Test
  void articlesAndPluralsAreRight() {
    Description orangeCross =
        Description.ANYTHING.with(Attribute.COLOR, 1).with(Attribute.SHAPE, 4);
    assertThat(wordings(Program.ask(Op.EXIST, Program.filter(orangeCross))))
        .containsExactly(
            "Are there any orange crosses?",
            "Can you see any orange crosses?",
            "Do you see an orange cross?",
            "Do you see any orange crosses?",
            "Does the picture show an orange cross?",
            "Is there an orange cross?");
  }

  @Test
  void othersAreCalledOthers() {
    Program others = Program.same(Attribute.COLOR, Description.ANYTHING, STAR);
    assertThat(wordings(Program.ask(Op.COUNT, others)))
        .allMatch(text -> text.contains(" other "))
        .contains("How many other things that have the same color as the star are there?");
    assertThat(wordings(Program.ask(Op.EXIST, others)))
        .contains("Is there another thing with the same color as the star?")
        .contains("Are there any other objects with the same color as the star?");
    Program large =
        Program.same(Attribute.COLOR, Description.ANYTHING.with(Attribute.SIZE, 1), STAR);
    assertThat(wordings(Program.ask(Op.QUERY, Attribute.SHAPE, Program.unique(large))))
        .noneMatch(text -> text.contains(" other "))
        .contains("What shape is the large thing that has the same color as the star?");
  }

  @Test
  void stepsAreStrungTogether() {
    Program behind = Program.unique(Program.related(Description.ANYTHING, Relation.BEHIND, ORANGE));
    Program question =
        Program.ask(
            Op.QUERY, Attribute.SHAPE, Program.extreme(Op.NEAREST, Description.ANYTHING, behind));
    assertThat(wordings(question))
        .hasSizeGreaterThan(100)
        .contains("What shape is the thing nearest to the object that is behind the orange thing?");
  }
}
