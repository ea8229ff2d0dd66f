package io.murel.figure;

import io.murel.figure.Canvas.Anchor;
import io.murel.figure.Canvas.Style;
import io.murel.vqa.Answer;
import java.util.List;

/** The answers with their scores as bars, one below the other. */
final class AnswerColumn {
  private AnswerColumn() {}

  static final double WIDTH = 190;

  private static final int MOST = 5;
  private static final double HEADING = 22;
  private static final double ROW = 36;
  private static final double BAR = 7;
  private static final double PERCENT = 52;
  private static final Style SMALL = new Style(13, false);

  static double height(List<Answer> answers) {
    return HEADING + ROW * Math.min(MOST, answers.size());
  }

  static void draw(Canvas canvas, double left, double top, List<Answer> answers) {
    canvas.begin("answers", "");
    canvas.text("Answers", left, top + 14, Anchor.START, new Style(13, true), Ink.SOFT);
    double y = top + HEADING;
    for (Answer answer : answers.subList(0, Math.min(MOST, answers.size()))) {
      String percent = Percent.of(answer.score());
      boolean best = answer == answers.get(0);
      Style style = new Style(15, best);
      String text = Texts.cut(answer.answer(), WIDTH - PERCENT, s -> canvas.width(s, style));
      canvas.begin("answer", Texts.clean(answer.answer()) + ": " + percent);
      canvas.text(text, left, y + 15, Anchor.START, style, best ? Ink.TEXT : Ink.SOFT);
      canvas.text(percent, left + WIDTH, y + 15, Anchor.END, SMALL, best ? Ink.TEXT : Ink.SOFT);
      double score = Math.max(0, Math.min(1, answer.score()));
      canvas.fill(new Rect(left, y + 21, WIDTH, BAR), BAR / 2, Ink.FAINT);
      if (score * WIDTH >= 1) {
        Ink ink = best ? Ink.LINK : Ink.LINK.faded(0.45);
        canvas.fill(new Rect(left, y + 21, score * WIDTH, BAR), BAR / 2, ink);
      }
      canvas.end();
      y += ROW;
    }
    canvas.end();
  }
}
