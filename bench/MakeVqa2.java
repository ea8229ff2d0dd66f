import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Writes raw lists of the size and layout of VQA v2 (1.1 million questions, 6.6 million answers, 0.7
 * GB) with made-up words: {@code java bench/MakeVqa2.java OUT [SHARE]}. Lengths of questions, shares
 * of answer types, agreement of annotators and the frequencies of words and answers (Zipf) are close
 * to those of the real set; what is asked makes no sense. A share of 0.01 writes a hundredth.
 */
public final class MakeVqa2 {

  private static final String[] BEGINNINGS = {
    "What color is the", "What is the", "Is the", "How many", "Are there any", "What kind of",
    "Is this a", "Where is the", "Does the", "What is on the", "Is there a", "Why is the"
  };
  private static final String[] CONFIDENCE = {"yes", "yes", "yes", "maybe", "no"};

  private final Random random = new Random(1337);
  private final List<String> words = new ArrayList<>();
  private final List<String> phrases = new ArrayList<>();
  private final double share;

  private MakeVqa2(double share) {
    this.share = share;
    for (int i = 0; i < 16_000; i++) {
      words.add(word(i));
    }
    for (int i = 0; i < 200_000; i++) {
      phrases.add(i < 3000 ? words.get(i) : words.get(zipf(3000)) + " " + words.get(i % 16_000));
    }
  }

  public static void main(String[] args) throws IOException {
    if (args.length < 1 || args.length > 2) {
      System.err.println("Usage: java bench/MakeVqa2.java OUT [SHARE]");
      System.exit(2);
    }
    Path raw = Files.createDirectories(Path.of(args[0], "raw", "annotations"));
    MakeVqa2 maker = new MakeVqa2(args.length == 2 ? Double.parseDouble(args[1]) : 1);
    maker.answered(raw, "train2014", 443_757, 0);
    maker.answered(raw, "val2014", 214_354, 100_000);
    maker.test(raw, 447_793, 107_394);
  }

  /** A pronounceable word for each number. */
  private static String word(int number) {
    StringBuilder out = new StringBuilder();
    for (int rest = number; rest > 0 || out.length() < 3; rest /= 60) {
      out.append("bdfgklmnprst".charAt(rest % 12)).append("aeiou".charAt(rest / 12 % 5));
    }
    return out.toString();
  }

  /** A number from 0 to below {@code n}; number k is about as frequent as 1 / (k + 1). */
  private int zipf(int n) {
    return (int) Math.min(n - 1, Math.exp(random.nextDouble() * Math.log(n + 1)) - 1);
  }

  private String question() {
    StringBuilder out = new StringBuilder(BEGINNINGS[zipf(BEGINNINGS.length)]);
    int more = 1 + random.nextInt(5);
    for (int i = 0; i < more; i++) {
      out.append(' ').append(words.get(zipf(words.size())));
    }
    return out.append('?').toString();
  }

  private void answered(Path raw, String subtype, int full, int firstImage) throws IOException {
    int count = (int) (full * share);
    questions(raw, subtype, count, firstImage);
    try (BufferedWriter out =
        Files.newBufferedWriter(raw.resolve("mscoco_" + subtype + "_annotations.json"))) {
      head(out, subtype, "annotations");
      for (int i = 0; i < count; i++) {
        out.write(i == 0 ? "" : ", ");
        annotation(out, i, firstImage);
      }
      out.write("]}");
    }
  }

  private void test(Path raw, int full, int testDev) throws IOException {
    questions(raw, "test2015", (int) (full * share), 200_000);
    questions(raw, "test-dev2015", (int) (testDev * share), 200_000);
  }

  private void questions(Path raw, String subtype, int count, int firstImage) throws IOException {
    Path file = raw.resolve("OpenEnded_mscoco_" + subtype + "_questions.json");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      head(out, subtype, "questions");
      for (int i = 0; i < count; i++) {
        out.write(
            (i == 0 ? "" : ", ")
                + "{\"image_id\": "
                + image(i, firstImage)
                + ", \"question\": \""
                + question()
                + "\", \"question_id\": "
                + id(i, firstImage)
                + "}");
      }
      out.write("]}");
    }
  }

  private static void head(BufferedWriter out, String subtype, String list) throws IOException {
    out.write(
        "{\"info\": {\"description\": \"Made for measuring.\", \"version\": \"2.0\"}, "
            + "\"task_type\": \"Open-Ended\", \"data_type\": \"mscoco\", \"license\": {\"url\": \"\"},"
            + " \"data_subtype\": \""
            + subtype
            + "\", \""
            + list
            + "\": [");
  }

  private void annotation(BufferedWriter out, int i, int firstImage) throws IOException {
    int kind = random.nextInt(100);
    String type = kind < 38 ? "yes/no" : kind < 51 ? "number" : "other";
    String agreed = answer(type, type.equals("other") ? 20_000 : 0);
    double agreement = type.equals("other") ? 0.45 + 0.5 * random.nextDouble() : 0.9;
    out.write("{\"question_type\": \"" + BEGINNINGS[zipf(BEGINNINGS.length)].toLowerCase());
    out.write("\", \"multiple_choice_answer\": \"" + agreed + "\", \"answers\": [");
    for (int annotator = 1; annotator <= 10; annotator++) {
      String answer =
          annotator == 1 || random.nextDouble() < agreement ? agreed : answer(type, phrases.size());
      out.write(
          (annotator == 1 ? "" : ", ")
              + "{\"answer\": \""
              + answer
              + "\", \"answer_confidence\": \""
              + CONFIDENCE[random.nextInt(CONFIDENCE.length)]
              + "\", \"answer_id\": "
              + annotator
              + "}");
    }
    out.write(
        "], \"image_id\": "
            + image(i, firstImage)
            + ", \"answer_type\": \""
            + type
            + "\", \"question_id\": "
            + id(i, firstImage)
            + "}");
  }

  private String answer(String type, int phrasesToChooseFrom) {
    return switch (type) {
      case "yes/no" -> random.nextInt(100) < 51 ? "yes" : "no";
      case "number" -> String.valueOf(zipf(300));
      default -> phrases.get(zipf(phrasesToChooseFrom));
    };
  }

  /** 5.4 questions an image. */
  private static int image(int i, int first) {
    return first + (int) (i / 5.4);
  }

  private static long id(int i, int first) {
    return 1000L * image(i, first) + i % 1000;
  }
}
