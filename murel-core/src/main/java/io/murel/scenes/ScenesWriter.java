package io.murel.scenes;

import io.murel.BadInputException;
import io.murel.parallel.InOrder;
import io.murel.scenes.QuestionOnlyBaseline.Asked;
import io.murel.scenes.QuestionOnlyBaseline.Row;
import io.murel.scenes.SceneGenerator.Generated;
import io.murel.scenes.ask.Candidate;
import io.murel.scenes.world.SceneRandom;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Generates the data set into a folder:
 *
 * <pre>
 * scenes.json                        how it was made, how far guessing goes
 * images/{train,val,test}/NAME.png
 * questions_{train,val,test}.json    VQA v2 layout, and image_name
 * annotations_{train,val,test}.json  VQA v2 layout
 * scenes_{train,val,test}.json       what the generator knows; not for training
 * </pre>
 *
 * The folder appears when it is complete, or not at all. The same options give the same bytes.
 */
public final class ScenesWriter {

  /** Question ids are the image id times this, plus the question's number in its scene. */
  private static final int QUESTIONS_PER_IMAGE = 100;

  private final ScenesOptions options;
  private final SceneSink sink;
  private final ScenesProgress progress;
  private final SceneGenerator generator;
  private final QuestionOnlyBaseline baseline = new QuestionOnlyBaseline();
  private final Set<Long> fingerprints = new HashSet<>();
  private int done;

  private ScenesWriter(ScenesOptions options, SceneSink sink, ScenesProgress progress) {
    this.options = options;
    this.sink = sink;
    this.progress = progress;
    this.generator = new SceneGenerator(options);
  }

  /**
   * Generates the scenes, unless the folder has them already.
   *
   * @param sink takes pictures and boxes on the way
   * @throws BadInputException if the folder holds anything else, or cannot be written
   */
  public static ScenesReport write(ScenesOptions options, SceneSink sink, ScenesProgress progress) {
    Path out = options.out();
    try {
      if (Files.exists(out) && !isEmptyFolder(out)) {
        if (Files.isDirectory(out) && Manifest.matches(out, options)) {
          return Manifest.report(out);
        }
        throw occupied(options);
      }
      try (StagedFolder staged = new StagedFolder(out)) {
        ScenesReport report = new ScenesWriter(options, sink, progress).fill(staged.path());
        staged.publish();
        return report;
      }
    } catch (IOException e) {
      throw BadInputException.at(out.toString())
          .found("a folder that cannot be written (" + reason(e) + ")")
          .expected("a writable folder with about " + megabytes(options) + " MB of room")
          .remedy("Make room or choose another folder; nothing half-written was left.", e);
    }
  }

  private ScenesReport fill(Path folder) throws IOException {
    sink.begin(folder);
    Map<Split, Integer> questions = new EnumMap<>(Split.class);
    Map<Split, List<Row>> guessing = new EnumMap<>(Split.class);
    for (Split split : Split.values()) {
      List<Asked> asked = fill(folder, split);
      questions.put(split, asked.size());
      if (split == Split.TRAIN) {
        asked.forEach(baseline::learn);
      } else {
        guessing.put(split, baseline.score(asked));
      }
    }
    sink.end();
    ScenesReport report = new ScenesReport(options.out(), false, questions, guessing);
    Manifest.write(folder, options, report);
    return report;
  }

  private List<Asked> fill(Path folder, Split split) throws IOException {
    Path images = Files.createDirectories(folder.resolve("images").resolve(split.word()));
    SceneQuestions questions = new SceneQuestions(options);
    List<Asked> asked = new ArrayList<>();
    try (SplitFiles files = new SplitFiles(folder, split)) {
      InOrder.run(
          Runtime.getRuntime().availableProcessors(),
          InOrder.upTo(options.scenes(split)),
          index -> draw(split, images, generator.generate(split, index)),
          drawn -> {
            checkNew(drawn);
            drawn.turn.take();
            ask(drawn.scene, questions, files, asked);
            progress.scene(++done, options.scenes());
          });
      files.finish();
    }
    return asked;
  }

  /** A scene whose picture is on the disk and no longer in memory. */
  private record Drawn(Generated scene, long fingerprint, SceneSink.Turn turn) {}

  private Drawn draw(Split split, Path images, Generated scene) throws IOException {
    byte[] png = Png.encode(scene.image());
    Files.write(images.resolve(scene.imageName() + ".png"), png);
    long fingerprint = 0;
    for (byte value : png) {
      fingerprint = SceneRandom.mix(31 * fingerprint + value);
    }
    SceneSink.Turn turn =
        sink.scene(split, scene.imageName(), scene.image(), scene.scene().boxes());
    return new Drawn(scene.withoutImage(), fingerprint, turn);
  }

  /** No picture is in two splits, nor twice in one. */
  private void checkNew(Drawn drawn) {
    if (!fingerprints.add(drawn.fingerprint)) {
      throw new IllegalStateException(drawn.scene.imageName() + " has been drawn before");
    }
  }

  private static void ask(
      Generated scene, SceneQuestions questions, SplitFiles files, List<Asked> asked)
      throws IOException {
    files.beginScene(scene);
    int id = scene.imageId() * QUESTIONS_PER_IMAGE;
    for (SceneQuestions.Asked question : questions.about(scene)) {
      Candidate meaning = question.meaning();
      files.question(scene, id, question.text(), meaning);
      files.meaning(id, meaning);
      id++;
      String type = meaning.family().type().word();
      int choices = meaning.answers().size();
      asked.add(new Asked(type, meaning.template(), question.text(), meaning.answer(), choices));
    }
    files.endScene();
  }

  private static boolean isEmptyFolder(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return false;
    }
    try (Stream<Path> entries = Files.list(path)) {
      return entries.findAny().isEmpty();
    }
  }

  private static BadInputException occupied(ScenesOptions options) throws IOException {
    Path out = options.out();
    String others = Files.isDirectory(out) ? Manifest.describe(out) : null;
    String found =
        others != null
            ? "scenes made with other options " + others
            : Files.isDirectory(out) ? "a folder with other things in it" : "a file";
    return BadInputException.at(out.toString())
        .found(found)
        .expected(
            "no such folder, an empty one, or scenes made with " + Manifest.parameters(options))
        .remedy("Choose another folder, or delete this one if you no longer need it.");
  }

  /** The texts of some failures are the path alone. */
  private static String reason(IOException e) {
    boolean bare = e instanceof FileSystemException f && f.getReason() == null;
    return bare ? e.getClass().getSimpleName() + ": " + e.getMessage() : e.getMessage();
  }

  /** A picture of 160 x 120 takes about 25 KB, its questions as much. */
  private static long megabytes(ScenesOptions options) {
    double image = 25e-3 * options.width() * options.height() / (160 * 120);
    double questions = 1.5e-3 * options.questionsPerScene();
    return Math.max(1, Math.round(options.scenes() * (image + questions)));
  }
}
