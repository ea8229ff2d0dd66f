package io.murel.data.sets;

import io.murel.data.Annotation;
import io.murel.data.CocoNames;
import io.murel.data.DatasetOptions;
import io.murel.data.Question;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * TDIUC (Kafle and Kanan, ICCV 2017): 1.6 million questions of twelve types about images of COCO
 * and Visual Genome, each with one answer. Its published validation questions are the split "test";
 * the split "val" is held out from the training questions, whatever proc_split says.
 */
public final class Tdiuc implements VqaSource {

  private static final String NAME = "TDIUC";
  private static final String TRAIN_IMAGES = "train2014";
  private static final String TEST_IMAGES = "val2014";

  private final RawFolder folder;

  public Tdiuc(DatasetOptions options) {
    this.folder = RawFolder.of(NAME, options);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public ProcSplit procSplit(String wanted) {
    return new ProcSplit(ProcSplit.TRAINVAL, List.of("train"), true);
  }

  @Override
  public RawSplit raw(String split) {
    return switch (split) {
      case "train" ->
          folder
              .answered(TRAIN_IMAGES, FileNames.mscoco("train2014"))
              .map(question -> about(TRAIN_IMAGES, question), Tdiuc::answeredOnce);
      case "test" ->
          folder
              .answered(TEST_IMAGES, FileNames.mscoco("test2015"), FileNames.mscoco("val2014"))
              .map(question -> about(TEST_IMAGES, question), Tdiuc::answeredOnce);
      default -> throw VqaSource.noSplit(NAME, split, List.of("train", "val", "test"));
    };
  }

  /** Whatever the file calls its images, the regions have the names of these. */
  private static Question about(String images, Question question) {
    String key = CocoNames.of(images, question.imageId());
    return key.equals(question.imageName()) ? question : question.withRegions(key);
  }

  /** There is one annotator a question: nothing to draw from, no need to keep the list. */
  private static Annotation answeredOnce(Annotation annotation) {
    List<String> given = annotation.humanAnswers();
    return new Annotation(
        annotation.questionId(),
        given.isEmpty() ? annotation.answer() : given.get(0),
        List.of(),
        annotation.questionType(),
        annotation.answerType());
  }

  @Override
  public Path regions(String split) {
    return folder.requireRegions();
  }

  @Override
  public Optional<Path> preparedFolder() {
    return Optional.of(folder.prepared());
  }
}
