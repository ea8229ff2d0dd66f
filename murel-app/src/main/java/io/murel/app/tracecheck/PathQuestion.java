package io.murel.app.tracecheck;

import io.murel.regions.PixelDescriptor;
import io.murel.regions.RegionExtractor;
import io.murel.regions.Regions;
import io.murel.scenes.SceneGenerator;
import io.murel.scenes.SceneGenerator.Generated;
import io.murel.scenes.SceneQuestions;
import io.murel.scenes.SceneQuestions.Asked;
import io.murel.scenes.ScenesOptions;
import io.murel.scenes.Split;
import io.murel.scenes.ask.Executor;
import io.murel.scenes.ask.Hop;
import io.murel.scenes.ask.QuestionType;
import io.murel.vqa.Image;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;

/**
 * A question whose answer lies at the end of a path from object to object, and that path.
 *
 * @param type spatial, nearest, same or two-hop
 * @param image the regions, one an object, in the order of the objects
 * @param answer the right one
 * @param hops one step from object to object, two for two-hop
 */
record PathQuestion(QuestionType type, Image image, String text, String answer, List<Hop> hops) {

  /** How many steps the questions of a type have that are looked at. */
  private static final Map<QuestionType, Integer> HOPS =
      new EnumMap<>(
          Map.of(
              QuestionType.SPATIAL, 1,
              QuestionType.NEAREST, 1,
              QuestionType.SAME, 1,
              QuestionType.TWO_HOP, 2));

  /** The objects on the path. */
  Set<Integer> objects() {
    Set<Integer> objects = new HashSet<>();
    hops.forEach(hop -> objects.addAll(List.of(hop.asked(), hop.reference())));
    return objects;
  }

  /**
   * The questions of the first scenes of a split that have a path of exactly as many objects as
   * their type asks for: two, or three for two-hop. Those about sets and about three objects at
   * once are left out.
   *
   * @param drawn is told how many scenes have been drawn
   */
  static List<PathQuestion> draw(ScenesOptions options, Split split, IntConsumer drawn) {
    SceneGenerator generator = new SceneGenerator(options);
    SceneQuestions questions = new SceneQuestions(options);
    RegionExtractor extractor = new PixelDescriptor();
    List<PathQuestion> out = new ArrayList<>();
    for (int index = 0; index < options.scenes(split); index++) {
      Generated scene = generator.generate(split, index);
      Regions regions = extractor.regions(scene.image(), scene.scene().boxes());
      Image image = new Image.OfRegions(regions);
      Executor executor = new Executor(scene.scene());
      for (Asked asked : questions.about(scene)) {
        QuestionType type = asked.meaning().family().type();
        List<Hop> hops = executor.hops(asked.meaning().program());
        int steps = HOPS.getOrDefault(type, 0);
        int objects = asked.meaning().path().size();
        if (steps > 0
            && hops.size() == steps
            && objects == steps + 1
            && objects < regions.count()) {
          out.add(new PathQuestion(type, image, asked.text(), asked.meaning().answer(), hops));
        }
      }
      drawn.accept(index + 1);
    }
    return out;
  }
}
