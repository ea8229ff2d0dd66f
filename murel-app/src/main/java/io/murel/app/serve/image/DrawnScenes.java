package io.murel.app.serve.image;

import io.murel.app.serve.answer.Answerer;
import io.murel.app.serve.answer.Models;
import io.murel.regions.PixelDescriptor;
import io.murel.regions.RegionExtractor;
import io.murel.regions.Regions;
import io.murel.scenes.SceneGenerator;
import io.murel.scenes.SceneGenerator.Generated;
import io.murel.scenes.ScenesOptions;
import io.murel.scenes.Split;
import io.murel.scenes.ask.Candidate;
import io.murel.scenes.ask.Selector;
import io.murel.scenes.ask.Wording;
import io.murel.scenes.world.SceneRandom;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Draws scenes as those of the data set, which it does not contain, and asks about them. */
final class DrawnScenes {

  private static final int WIDTH = 160;
  private static final int HEIGHT = 120;
  private static final int USUAL_MIN_OBJECTS = 4;
  private static final int USUAL_MAX_OBJECTS = 8;
  private static final int QUESTIONS = 12;

  private final Models models;
  private final RegionExtractor extractor = new PixelDescriptor();

  DrawnScenes(Models models) {
    this.models = models;
  }

  /** The scene of a name: always the same one. */
  KeptImage draw(SceneName name) {
    int min = name.objects() == 0 ? USUAL_MIN_OBJECTS : name.objects();
    int max = name.objects() == 0 ? USUAL_MAX_OBJECTS : name.objects();
    ScenesOptions options =
        new ScenesOptions(Path.of(""), name.seed(), 1, 1, 1, WIDTH, HEIGHT, min, max, QUESTIONS);
    Generated scene = new SceneGenerator(options).generate(Split.TEST, 0);
    Regions regions = extractor.regions(scene.image(), scene.scene().boxes());
    Map<String, Regions> seen = new HashMap<>();
    for (Answerer model : models.all()) {
      seen.put(model.facts().name(), regions);
    }
    return new KeptImage(
        name.toString(),
        new PictureSize(WIDTH, HEIGHT),
        PictureBytes.of(scene.image()),
        seen,
        questions(scene));
  }

  private static List<SuggestedQuestion> questions(Generated scene) {
    Wording wording = new Wording(new SceneRandom(scene.wordingSeed()));
    List<SuggestedQuestion> questions = new ArrayList<>();
    for (Candidate candidate : new Selector(QUESTIONS).choose(scene.proposals())) {
      questions.add(
          new SuggestedQuestion(
              wording.of(candidate.program()),
              candidate.family().type().word(),
              candidate.answer()));
    }
    return questions;
  }
}
