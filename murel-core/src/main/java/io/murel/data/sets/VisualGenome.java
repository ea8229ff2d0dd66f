package io.murel.data.sets;

import io.murel.BadInputException;
import io.murel.data.Annotation;
import io.murel.data.DatasetOptions;
import io.murel.data.Question;
import io.murel.text.Tokenizer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Visual Genome (Krishna et al., IJCV 2017): 1.4 million questions with one answer each, which is
 * free text and so is cut into words as questions are. It has a train split only; its use is to
 * join that of VQA v2. The regions of image 42 are called "42".
 */
public final class VisualGenome implements VqaSource {

  private static final String NAME = "Visual Genome";

  private final RawFolder folder;
  private final Tokenizer tokenizer;

  private VisualGenome(RawFolder folder, String nlp) {
    this.folder = folder;
    this.tokenizer = Tokenizer.named(nlp);
  }

  /** The set by itself. */
  public VisualGenome(DatasetOptions options) {
    this(RawFolder.of(NAME, options), options.nlp());
  }

  /**
   * The set that joins another one.
   *
   * @throws BadInputException if no option says where it is
   */
  public static VisualGenome joining(DatasetOptions options) {
    if (options.dirVg() == null) {
      throw BadInputException.at("dataset.dir_vg")
          .found("nothing")
          .expected("the folder of " + NAME + ", since dataset.vg is True")
          .remedy("Bring it with: ./murel download vgenome and set dataset.dir_vg.");
    }
    return new VisualGenome(
        new RawFolder(
            NAME,
            "vgenome",
            options.dirVg(),
            "dataset.dir_vg",
            options.dirRcnnVg(),
            "dataset.dir_rcnn_vg"),
        options.nlp());
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public ProcSplit procSplit(String wanted) {
    return ProcSplit.ofTrainAlone(wanted, NAME);
  }

  /** The published list, or the two lists that the original makes of it. */
  @Override
  public RawSplit raw(String split) {
    if (!split.equals("train")) {
      throw VqaSource.noSplit(NAME, split, List.of("train"));
    }
    FileNames lists = FileNames.mscoco("train2014");
    Path raw = folder.dir().resolve("raw");
    RawSplit files =
        Files.isRegularFile(raw.resolve("annotations").resolve(lists.questions()))
            ? folder.answered("train2014", lists)
            : new VisualGenomeFile(folder.find(List.of("json/question_answers.json")));
    return files.map(VisualGenome::byNumber, this::inWords);
  }

  private static Question byNumber(Question question) {
    return question.withRegions(Long.toString(question.imageId()));
  }

  private Annotation inWords(Annotation annotation) {
    return new Annotation(
        annotation.questionId(),
        String.join(" ", tokenizer.tokens(annotation.answer())),
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
