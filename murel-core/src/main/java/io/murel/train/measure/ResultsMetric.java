package io.murel.train.measure;

import io.murel.BadInputException;
import io.murel.data.AnswerVocabulary;
import io.murel.data.VqaItem;
import io.murel.data.VqaResults;
import io.murel.train.Phase;
import io.murel.train.WriteFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongPredicate;

/**
 * Measures nothing, but writes the answers of each epoch to a result file, checked: no question
 * unknown, none answered twice, in evaluation none left out. Of the test split also what the
 * evaluation server wants beside it.
 */
public final class ResultsMetric extends AnswerMetric {

  private static final String TEST = "test";

  private final ResultsFolder folder;
  private final Set<Long> questionIds = new LinkedHashSet<>();
  private final boolean all;
  private final LongPredicate testDev;
  private final Consumer<Path> written;
  private final List<VqaResults.Given> given = new ArrayList<>();
  private int epoch;

  /**
   * @param questions those that will be asked
   * @param testDev whether a question of the test split belongs to its smaller part, test-dev; null
   *     where there is no such part
   * @param written told of each result file
   * @throws BadInputException if a question is there twice
   */
  public ResultsMetric(
      Phase phase,
      AnswerVocabulary answers,
      ResultsFolder folder,
      List<VqaItem> questions,
      LongPredicate testDev,
      Consumer<Path> written) {
    super(Set.of(phase), answers);
    this.folder = folder;
    this.all = phase == Phase.EVAL; // training may skip a step, or end within an epoch
    this.testDev = testDev;
    this.written = written;
    for (VqaItem question : questions) {
      if (!questionIds.add(question.questionId())) {
        throw BadInputException.at("the questions of split '" + folder.split() + "'")
            .found("question " + question.questionId() + " twice")
            .expected("each question_id once, for the results")
            .remedy("Take it out of the questions file.");
      }
    }
  }

  @Override
  protected void begin(int number) {
    epoch = number;
    given.clear();
  }

  @Override
  protected void add(VqaItem item, String right, String answer) {
    given.add(new VqaResults.Given(item.questionId(), answer));
  }

  @Override
  public Map<String, Double> end() {
    Path file = folder.results(epoch);
    VqaResults results = new VqaResults(given, file.toString());
    results.check(questionIds, all);
    try {
      results.write(file);
      if (folder.split().equals(TEST)) {
        writeForServer(results);
      }
    } catch (IOException e) {
      throw WriteFailure.of(file, e);
    }
    written.accept(file);
    return Map.of();
  }

  private void writeForServer(VqaResults results) throws IOException {
    VqaResults.writeAnswers(folder.answers(epoch), answers());
    if (testDev != null) {
      Path file = folder.testDevResults(epoch);
      results.where(testDev).write(file);
    }
  }
}
