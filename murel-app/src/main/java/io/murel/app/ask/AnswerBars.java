package io.murel.app.ask;

import io.murel.vqa.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Answers as lines of text with a bar each. */
final class AnswerBars {
  private AnswerBars() {}

  private static final int BAR = 24;
  private static final int LONGEST = 30;

  /** Blocks from one to eight eighths of a character. */
  private static final String EIGHTHS = "▏▎▍▌▋▊▉█";

  static List<String> lines(List<Answer> answers) {
    int width =
        answers.stream().mapToInt(answer -> shortened(answer.answer()).length()).max().orElse(0);
    List<String> lines = new ArrayList<>();
    for (Answer answer : answers) {
      lines.add(
          String.format(
              Locale.ROOT,
              "  %-" + width + "s  %-" + BAR + "s %5.1f %%",
              shortened(answer.answer()),
              bar(answer.score()),
              100 * answer.score()));
    }
    return lines;
  }

  static String bar(double share) {
    int eighths = (int) Math.round(8 * BAR * share);
    String whole = "█".repeat(eighths / 8);
    return eighths % 8 == 0 ? whole : whole + EIGHTHS.charAt(eighths % 8 - 1);
  }

  private static String shortened(String answer) {
    return answer.length() <= LONGEST ? answer : answer.substring(0, LONGEST - 3) + "...";
  }
}
