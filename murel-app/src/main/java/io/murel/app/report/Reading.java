package io.murel.app.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What the numbers say, in plain words. A difference is called one only where its 95 % interval
 * leaves out zero.
 */
final class Reading {

  /** From here on a type counts as solved, in percent. */
  private static final double SOLVED = 97;

  /** Less than this above the guess from the question alone is hardly anything, in points. */
  private static final double HARDLY = 8;

  /** Keeps a number and its unit on one line. */
  private static final String NBSP = "\u00a0";

  private final TypeTable table;
  private final Summary summary;

  Reading(TypeTable table, Summary summary) {
    this.table = table;
    this.summary = summary;
  }

  /** The main finding, as one line. */
  String headline() {
    TypeRow row = table.relational().orElse(table.all());
    String questions =
        table.relational().isPresent() ? "the questions about relations" : "all questions";
    String figures =
        "%s of %s right, %s with attention alone"
            .formatted(percent(row, row.murel()), questions, percent(row, row.attention()));
    if (row.gained()) {
      return "Looking at pairs pays: " + figures + ".";
    }
    return (row.lost() ? "Looking at pairs did not pay here: " : "No clear difference here: ")
        + figures
        + ".";
  }

  /** What was compared, under which conditions. */
  String lead() {
    TypeRow all = table.all();
    return "Two small networks learnt to answer questions about drawn scenes%s. MuRel relates the"
            .formatted(sameTime())
        + " regions of a picture pair by pair; the attention baseline only weighs them. Asked %s"
            .formatted(number(all.questions()))
        + " questions about %s pictures neither had seen, MuRel was right on %s and attention on %s."
            .formatted(
                number(summary.data().test().images()),
                percent(all, all.murel()),
                percent(all, all.attention()));
  }

  private String sameTime() {
    if (summary.networks().size() != 2) {
      return "";
    }
    double first = summary.networks().get(0).trainSeconds();
    double second = summary.networks().get(1).trainSeconds();
    boolean same = Math.abs(first - second) <= 0.05 * Math.max(first, second);
    return same
        ? ", both for " + duration(first)
        : ", MuRel for %s and attention for %s".formatted(duration(first), duration(second));
  }

  /** One sentence for each thing worth knowing about the table. */
  List<String> sentences() {
    List<String> said = new ArrayList<>();
    TypeRow all = table.all();
    said.add(
        "A guess from the question alone is right on %s, the most common answer of each type on %s:"
                .formatted(percent(all, all.questionOnly()), percent(all, all.chance()))
            + " what lies above comes from looking at the picture.");
    Comparator<TypeRow> byGain = Comparator.comparingDouble(TypeRow::difference).reversed();
    List<TypeRow> gained = table.types().stream().filter(TypeRow::gained).sorted(byGain).toList();
    say(said, gained, Reading::withDifference, "MuRel gains on %s.");
    say(said, TypeRow::lost, Reading::withDifference, "Attention alone is better on %s.");
    say(
        said,
        even().and(solved()),
        Reading::withBoth,
        "Both networks are near the ceiling on %s: nothing is left to gain there.");
    say(
        said,
        even().and(solved().negate()),
        Reading::withBoth,
        "No clear difference on %s: pairs did not help there.");
    say(
        said,
        solved().negate().and(row -> row.percent(row.murel() - row.questionOnly()) < HARDLY),
        Reading::withQuestionOnly,
        "MuRel is hardly better than a guess from the question alone on %s: it has not learnt to"
            + " see what these questions need.");
    return said;
  }

  private static Predicate<TypeRow> even() {
    return row -> !row.gained() && !row.lost();
  }

  private static Predicate<TypeRow> solved() {
    return row -> row.percent(Math.min(row.murel(), row.attention())) >= SOLVED;
  }

  private void say(
      List<String> said,
      Predicate<TypeRow> which,
      Function<TypeRow, String> words,
      String sentence) {
    say(said, table.types().stream().filter(which).toList(), words, sentence);
  }

  private static void say(
      List<String> said, List<TypeRow> rows, Function<TypeRow, String> words, String sentence) {
    if (!rows.isEmpty()) {
      said.add(sentence.formatted(list(rows, words)));
    }
  }

  private static String withDifference(TypeRow row) {
    return String.format(Locale.ROOT, "%s (%+.1f points)", row.type(), row.difference());
  }

  private static String withBoth(TypeRow row) {
    return twoPercents(row, row.attention());
  }

  private static String withQuestionOnly(TypeRow row) {
    return twoPercents(row, row.questionOnly());
  }

  private static String twoPercents(TypeRow row, int other) {
    return String.format(
        Locale.ROOT,
        "%s (%.1f and %.1f" + NBSP + "%%)",
        row.type(),
        row.percent(row.murel()),
        row.percent(other));
  }

  /** "a", "a and b", "a, b and c". */
  private static String list(List<TypeRow> rows, Function<TypeRow, String> words) {
    String most = rows.stream().limit(rows.size() - 1).map(words).collect(Collectors.joining(", "));
    String last = words.apply(rows.get(rows.size() - 1));
    return most.isEmpty() ? last : most + " and " + last;
  }

  private static String percent(TypeRow row, int right) {
    return String.format(Locale.ROOT, "%.1f" + NBSP + "%%", row.percent(right));
  }

  private static String number(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }

  /** "45 s", "3 min", "3 min 20 s". */
  static String duration(double seconds) {
    long whole = Math.round(seconds);
    if (whole < 60) {
      return whole + NBSP + "s";
    }
    return whole / 60 + NBSP + "min" + (whole % 60 == 0 ? "" : " " + whole % 60 + NBSP + "s");
  }
}
