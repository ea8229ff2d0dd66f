package io.murel.data.sets;

import io.murel.BadInputException;
import io.murel.data.Annotation;
import io.murel.data.DatasetOptions;
import io.murel.data.ImportProgress;
import io.murel.data.Question;
import io.murel.data.QuestionSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A table a split, {@code train.tsv}: image, question and answer in each line, tabs between them;
 * beside it the regions of its images, {@code regions_train.safetensors}.
 */
public final class TsvQuestions implements VqaSource {

  private final Path dir;

  public TsvQuestions(DatasetOptions options) {
    dir = options.dir();
  }

  @Override
  public String name() {
    return "the tables in " + dir;
  }

  @Override
  public ProcSplit procSplit(String wanted) {
    return ProcSplit.ofTrainAlone(wanted, name());
  }

  @Override
  public RawSplit raw(String split) {
    Path file = dir.resolve(split + ".tsv");
    if (!Files.isRegularFile(file)) {
      throw BadInputException.at(file.toString())
          .found("no such file")
          .expected("the questions of split '" + split + "'")
          .remedy("Set dataset.dir to the folder of the tables.");
    }
    return new Table(file);
  }

  @Override
  public Path regions(String split) {
    return dir.resolve("regions_" + split + ".safetensors");
  }

  /** The table of a split. */
  private record Table(Path file) implements RawSplit {

    @Override
    public List<Path> files() {
      return List.of(file);
    }

    @Override
    public QuestionSet read(ImportProgress progress) {
      List<Question> questions = new ArrayList<>();
      List<Annotation> annotations = new ArrayList<>();
      for (String line : lines()) {
        long id = questions.size() + 1L; // the number of the line
        String[] fields = line.split("\t", -1);
        if (fields.length != 3) {
          throw BadInputException.at(file + ", line " + id)
              .found(fields.length + " fields")
              .expected("image, question and answer with a tab between them")
              .remedy("Mend this line.");
        }
        questions.add(new Question(id, 0, fields[0], fields[1])); // images have names, no numbers
        annotations.add(new Annotation(id, fields[2], List.of(), null, null));
      }
      return new QuestionSet(questions, annotations);
    }

    private List<String> lines() {
      try {
        return Files.readAllLines(file);
      } catch (IOException e) {
        throw BadInputException.at(file.toString())
            .found("an unreadable file (" + e.getMessage() + ")")
            .expected("a text in UTF-8")
            .remedy("Write it again.", e);
      }
    }
  }
}
