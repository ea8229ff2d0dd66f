import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Compares the learning curves that bench/curves has left in FOLDER/KERNEL-SEED/logs.json: tables
 * to standard output, a picture to SVG. A kernel learns the same as naive where in no epoch the
 * difference of their means is one that chance would not make: a t-test with the spread of the runs
 * of all kernels, at a level of 5 % for all epochs together.
 *
 * <pre>java -cp murel-app/target/murel-app.jar bench/Curves.java FOLDER SVG</pre>
 */
public final class Curves {

  private static final List<String> KERNELS = List.of("naive", "tiled", "vector");
  private static final List<String> COLOURS = List.of("#222222", "#d55e00", "#0072b2");
  private static final List<String> MEASURES = List.of("train_epoch.loss", "eval_epoch.loss");
  private static final int WIDTH = 420; // of a panel, with its margins
  private static final int HEIGHT = 300;
  private static final int MARGIN = 45;

  /** The runs of one kernel: a row a seed, a column an epoch. */
  private record Runs(double[][] values) {

    int epochs() {
      return values[0].length;
    }

    double mean(int epoch) {
      return Stream.of(values).mapToDouble(run -> run[epoch]).average().orElseThrow();
    }

    double sd(int epoch) {
      double mean = mean(epoch);
      double squares =
          Stream.of(values).mapToDouble(run -> Math.pow(run[epoch] - mean, 2)).sum();
      return Math.sqrt(squares / (values.length - 1));
    }

    /** The mean over the seeds of what two kernels differ by from the same start. */
    double pairs(Runs other, int epoch) {
      double sum = 0;
      for (int seed = 0; seed < values.length; seed++) {
        sum += Math.abs(values[seed][epoch] - other.values[seed][epoch]);
      }
      return sum / values.length;
    }
  }

  private Curves() {}

  public static void main(String[] args) throws IOException {
    if (args.length != 2) {
      System.err.println("Usage: java -cp JAR bench/Curves.java FOLDER SVG");
      System.exit(2);
    }
    StringBuilder panels = new StringBuilder();
    List<String> verdicts = new ArrayList<>();
    for (int m = 0; m < MEASURES.size(); m++) {
      List<Runs> kernels = new ArrayList<>();
      for (String kernel : KERNELS) {
        kernels.add(read(Path.of(args[0]), kernel, MEASURES.get(m)));
      }
      table(MEASURES.get(m), kernels);
      for (int k = 1; k < kernels.size(); k++) {
        verdicts.add(verdict(MEASURES.get(m), k, kernels));
      }
      panels.append(panel(m * WIDTH, MEASURES.get(m), kernels));
    }
    System.out.println("| curve | kernel | means differ by up to | runs from one start by | largest t"
        + " | by chance up to | verdict |\n|---|---|---|---|---|---|---|");
    verdicts.forEach(System.out::println);
    Files.writeString(
        Path.of(args[1]),
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"11\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n%s</svg>%n"
            .formatted(WIDTH * MEASURES.size(), HEIGHT, panels));
    System.out.println("\nThe picture: " + args[1]);
  }

  private static Runs read(Path folder, String kernel, String measure) throws IOException {
    List<Path> runs;
    try (Stream<Path> all = Files.list(folder)) {
      runs =
          all.filter(run -> run.getFileName().toString().startsWith(kernel + "-"))
              .filter(run -> Files.exists(run.resolve("done")))
              .sorted()
              .toList();
    }
    if (runs.size() < 2) {
      throw new IOException(folder + " holds fewer than two finished runs with kernel " + kernel);
    }
    double[][] values = new double[runs.size()][];
    for (int i = 0; i < values.length; i++) {
      JsonNode logged = new ObjectMapper().readTree(runs.get(i).resolve("logs.json").toFile());
      List<Double> curve = new ArrayList<>();
      logged.get(measure).forEach(value -> curve.add(value.asDouble()));
      values[i] = curve.stream().mapToDouble(Double::doubleValue).toArray();
    }
    return new Runs(values);
  }

  private static void table(String measure, List<Runs> kernels) {
    System.out.printf("%s: mean and standard deviation over %d starts%n%n", measure,
        kernels.get(0).values.length);
    System.out.println("| epoch | " + String.join(" | ", KERNELS) + " |");
    System.out.println("|---|" + "---|".repeat(KERNELS.size()));
    for (int epoch = 0; epoch < kernels.get(0).epochs(); epoch++) {
      StringBuilder row = new StringBuilder("| " + epoch);
      for (Runs runs : kernels) {
        row.append(format(" | %.4f ± %.4f", runs.mean(epoch), runs.sd(epoch)));
      }
      System.out.println(row + " |");
    }
    System.out.println();
  }

  /** The epoch in which the means differ most, measured by the spread of the runs. */
  private static String verdict(String measure, int kernel, List<Runs> kernels) {
    Runs naive = kernels.get(0);
    Runs mine = kernels.get(kernel);
    int starts = naive.values.length;
    double worst = 0;
    double difference = 0;
    double pairs = 0;
    for (int epoch = 0; epoch < naive.epochs(); epoch++) {
      int at = epoch;
      double variance =
          kernels.stream().mapToDouble(runs -> sq(runs.sd(at))).average().orElseThrow();
      double apart = Math.abs(mine.mean(epoch) - naive.mean(epoch));
      worst = Math.max(worst, apart / Math.sqrt(variance * 2 / starts));
      difference = Math.max(difference, apart);
      pairs = Math.max(pairs, mine.pairs(naive, epoch));
    }
    double limit = limit(0.05 / naive.epochs(), kernels.size() * (starts - 1));
    return format(
        "| %s | %s | %.4f | %.4f | %.2f | %.2f | %s |",
        measure, KERNELS.get(kernel), difference, pairs, worst, limit,
        worst < limit ? "coincides with naive" : "DIFFERS from naive");
  }

  /** The t that chance exceeds, up or down, with a probability. */
  private static double limit(double probability, int degrees) {
    double density = 1; // of t = 0, up to the factor that makes all of it 1
    double step = 1e-3;
    double all = 0;
    for (double t = 0; density > 1e-12 && t < 1e3; t += step) {
      density = Math.pow(1 + t * t / degrees, -(degrees + 1) / 2.0);
      all += density * step;
    }
    double sum = 0;
    double t = 0;
    while (sum < (1 - probability) * all) {
      sum += Math.pow(1 + t * t / degrees, -(degrees + 1) / 2.0) * step;
      t += step;
    }
    return t;
  }

  private static double sq(double x) {
    return x * x;
  }

  /** One diagram: a line through the means and a band of one standard deviation for each kernel. */
  private static String panel(int left, String measure, List<Runs> kernels) {
    double top =
        kernels.stream()
            .flatMap(runs -> Stream.of(runs.values))
            .flatMapToDouble(Arrays::stream)
            .max()
            .getAsDouble();
    int epochs = kernels.get(0).epochs();
    StringBuilder out = new StringBuilder();
    out.append(format("<g transform=\"translate(%d,0)\">%n", left));
    out.append(format("<text x=\"%d\" y=\"18\" font-size=\"13\">%s</text>%n", MARGIN, measure));
    for (int tick = 0; tick <= 4; tick++) {
      double value = top * tick / 4;
      double y = y(value, top);
      out.append(
          format(
              "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#dddddd\"/><text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%.2f</text>%n",
              MARGIN, WIDTH - 15, y, y, MARGIN - 5, y + 4, value));
    }
    for (int epoch = 0; epoch < epochs; epoch++) {
      out.append(
          format(
              "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%d</text>%n",
              x(epoch, epochs), HEIGHT - MARGIN + 18, epoch));
    }
    out.append(format("<text x=\"%d\" y=\"%d\">epoch</text>%n", WIDTH / 2, HEIGHT - 8));
    for (int k = 0; k < kernels.size(); k++) {
      Runs runs = kernels.get(k);
      StringBuilder line = new StringBuilder();
      StringBuilder upper = new StringBuilder();
      StringBuilder lower = new StringBuilder();
      for (int epoch = 0; epoch < epochs; epoch++) {
        double x = x(epoch, epochs);
        line.append(format("%.1f,%.1f ", x, y(runs.mean(epoch), top)));
        upper.append(format("%.1f,%.1f ", x, y(runs.mean(epoch) + runs.sd(epoch), top)));
        lower.insert(0, format("%.1f,%.1f ", x, y(runs.mean(epoch) - runs.sd(epoch), top)));
      }
      out.append(
          format(
              "<polygon points=\"%s%s\" fill=\"%s\" opacity=\"0.12\"/><polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%s\"%s/>%n",
              upper, lower, COLOURS.get(k), line, COLOURS.get(k), k == 0 ? "4" : "1.5",
              k == 0 ? " opacity=\"0.35\"" : k == 1 ? "" : " stroke-dasharray=\"5 4\""));
      out.append(
          format(
              "<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>%n",
              WIDTH - 155 + 50 * k, 18, COLOURS.get(k), KERNELS.get(k)));
    }
    return out.append("</g>\n").toString();
  }

  private static double x(int epoch, int epochs) {
    return MARGIN + (WIDTH - 15.0 - MARGIN) * epoch / Math.max(1, epochs - 1);
  }

  private static double y(double value, double top) {
    return HEIGHT - MARGIN - (HEIGHT - MARGIN - 30.0) * value / top;
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
