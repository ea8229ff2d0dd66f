package io.murel.app.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
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
        table.relational().isPresent() ? "questions about relations" : "all questions";
    String figures =
        "%s of %s right, against %s with attention alone"
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
    gains(said);
    losses(said);
    say(said, solved(), "Both networks are near the ceiling on %s: nothing is left to gain there.");
    say(
        said,
        row -> !row.gained() && !row.lost() && !solved().test(row),
        "No clear difference on %s: pairs did not help there.");
    say(
        said,
        row -> row.percent(row.murel() - row.questionOnly()) < HARDLY,
        "MuRel is hardly better than a guess from the question alone on %s: it has not learnt to"
            + " see what these questions need.");
    return said;
  }

  private void gains(List<String> said) {
    List<TypeRow> gained =
        table.types().stream()
            .filter(TypeRow::gained)
            .sorted(Comparator.comparingDouble(TypeRow::difference).reversed())
            .toList();
    if (!gained.isEmpty()) {
      said.add("MuRel gains most on %s.".formatted(list(gained, Reading::withDifference)));
    }
  }

  private void losses(List<String> said) {
    List<TypeRow> lost = table.types().stream().filter(TypeRow::lost).toList();
    if (!lost.isEmpty()) {
      said.add("Attention alone is better on %s.".formatted(list(lost, Reading::withDifference)));
    }
  }

  private static Predicate<TypeRow> solved() {
    return row -> row.percent(Math.min(row.murel(), row.attention())) >= SOLVED;
  }

  private void say(List<String> said, Predicate<TypeRow> which, String sentence) {
    List<TypeRow> rows = table.types().stream().filter(which).toList();
    if (!rows.isEmpty()) {
      said.add(sentence.formatted(list(rows, Reading::withBoth)));
    }
  }

  private static String withDifference(TypeRow row) {
    return String.format(Locale.ROOT, "%s (%+.1f points)", row.type(), row.difference());
  }

  private static String withBoth(TypeRow row) {
    return String.format(
        Locale.ROOT,
        "%s (%.1f and %.1f %%)",
        row.type(),
        row.percent(row.murel()),
        row.percent(row.attention()));
  }

  /** "a", "a and b", "a, b and c". */
  private static String list(
      List<TypeRow> rows, java.util.function.Function<TypeRow, String> words) {
    String most = rows.stream().limit(rows.size() - 1).map(words).collect(Collectors.joining(", "));
    String last = words.apply(rows.get(rows.size() - 1));
    return most.isEmpty() ? last : most + " and " + last;
  }

  private static String percent(TypeRow row, int right) {
    return String.format(Locale.ROOT, "%.1f %%", row.percent(right));
  }

  private static String number(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }

  /** "45 s", "3 min", "3 min 20 s". */
  static String duration(double seconds) {
    long whole = Math.round(seconds);
    if (whole < 60) {
      return whole + " s";
    }
    return whole / 60 + " min" + (whole % 60 == 0 ? "" : " " + whole % 60 + " s");
  }
}
