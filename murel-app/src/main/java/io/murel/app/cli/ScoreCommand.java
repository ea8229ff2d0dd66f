package io.murel.app.cli;

import io.murel.app.score.Measure;
import io.murel.app.score.Scores;
import io.murel.app.score.Scoring;
import io.murel.app.score.SplitBy;
import io.murel.metrics.AnswerComparison;
import io.murel.options.Nearest;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Scores a result file. */
@Command(
    name = "score",
    sortOptions = false,
    description = {
      "Score answers against those of human annotators, as the official code does.",
      "",
      "Files are in the layout of VQA v2, plain or gzip: objects with a list 'questions' or"
          + " 'annotations', or the bare list; results are a list of"
          + " {\"question_id\": 1, \"answer\": \"yes\"}, one for each question.",
      "",
      "Open-ended accuracy (VQA, VQA v2, VQA-CP): an answer is right if three other annotators gave"
          + " it, averaged over leaving out each annotator in turn. TDIUC (one right answer a"
          + " question): accuracy by question type and its means, plain and normalised by answer.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  murel score --annotations mscoco_val2014_annotations.json \\",
      "      --results logs/vqa2/murel/results/val/epoch,19/OpenEnded_mscoco_val2014_model_results.json",
      "      a table: all, by answer type, by question type",
      "  murel score --questions questions_valid.json.gz --annotations annotations_valid.json.gz \\",
      "      --results results.json --json",
      "      the same as JSON, for programs",
      "  murel score --annotations annotations.json --results half.json --subset",
      "      only the questions that have an answer",
      "  murel score --measure tdiuc --annotations mscoco_test2015_annotations.json \\",
      "      --results results.json --answers aid_to_ans.json",
      "",
      "A run keeps its results with --model.metric.keep_results True, those on test always."
          + " docs/measures.md has the formulas."
    })
final class ScoreCommand implements Callable<Integer> {

  private static final String OPEN_ENDED = "open-ended";
  private static final String TDIUC = "tdiuc";
  private static final String OFFICIAL = "official";
  private static final String PLAIN = "plain";
  private static final String ANSWER_TYPE = "answer-type";
  private static final String QUESTION_TYPE = "question-type";
  private static final String NONE = "none";

  @Spec private CommandSpec spec;

  @Option(
      names = "--annotations",
      required = true,
      paramLabel = "FILE",
      description = "The human answers.")
  private Path annotations;

  @Option(names = "--results", required = true, paramLabel = "FILE", description = "The answers.")
  private Path results;

  @Option(
      names = "--questions",
      paramLabel = "FILE",
      description = "The questions, if not all that are annotated are asked.")
  private Path questions;

  @Option(
      names = "--subset",
      description = "Questions may be left unanswered; those answered are scored.")
  private boolean subset;

  @Option(
      names = "--measure",
      paramLabel = "NAME",
      description = "open-ended or tdiuc (default: what suits the annotations).")
  private String measure;

  @Option(
      names = "--text",
      paramLabel = "HOW",
      description =
          "How open-ended answers are compared: official, or plain, that is letter by letter"
              + " (default: official).")
  private String text;

  @Option(
      names = "--answers",
      paramLabel = "FILE",
      description = "TDIUC: the answers that could be given (default: all).")
  private Path answers;

  @Option(
      names = "--split-by",
      paramLabel = "TYPE",
      split = ",",
      description = "Tables to show: answer-type, question-type or none (default: both).")
  private List<String> splitBy = List.of(ANSWER_TYPE, QUESTION_TYPE);

  @Option(names = "--json", description = "Print one JSON object, under the official names.")
  private boolean json;

  @Override
  public Integer call() {
    require("--measure", measure == null ? List.of() : List.of(measure), OPEN_ENDED, TDIUC);
    require("--text", text == null ? List.of() : List.of(text), OFFICIAL, PLAIN);
    require("--split-by", splitBy, ANSWER_TYPE, QUESTION_TYPE, NONE);
    Scores scores = scores(Scoring.read(questions, annotations, results, subset));
    spec.commandLine().getOut().println(json ? scores.json() : scores.text());
    return Cli.OK;
  }

  private Scores scores(Scoring scoring) {
    SplitBy tables = new SplitBy(splitBy.contains(QUESTION_TYPE), splitBy.contains(ANSWER_TYPE));
    if (measure == null ? scoring.measure() == Measure.TDIUC : measure.equals(TDIUC)) {
      refuse(text != null, "--text", "TDIUC compares letter by letter.");
      return scoring.tdiuc(answers, tables);
    }
    refuse(answers != null, "--answers", "The open-ended accuracy needs no list of answers.");
    return scoring.openEnded(
        PLAIN.equals(text) ? AnswerComparison.PLAIN : AnswerComparison.OFFICIAL, tables);
  }

  private void require(String option, List<String> words, String... valid) {
    for (String word : words) {
      if (!List.of(valid).contains(word)) {
        throw new ParameterException(
            spec.commandLine(),
            "%s knows %s, not '%s'. %s"
                .formatted(
                    option,
                    String.join(", ", valid),
                    word,
                    Nearest.suggestion(word, List.of(valid))));
      }
    }
  }

  private void refuse(boolean given, String option, String reason) {
    if (given) {
      throw new ParameterException(
          spec.commandLine(), option + " does not suit this measure. " + reason);
    }
  }
}
