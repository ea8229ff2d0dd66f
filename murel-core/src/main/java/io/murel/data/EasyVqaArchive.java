package io.murel.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.murel.BadInputException;
import io.murel.io.TarGz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The published archive of easy-VQA: for each official split {@code questions.json}, a list of
 * {@code [question, answer, image number]}, and {@code images/NUMBER.png}.
 */
final class EasyVqaArchive {

  /** The official splits. */
  static final List<String> SPLITS = List.of("train", "test");

  private static final TarGz LIMITS = new TarGz(64 << 20, 512L << 20, 100_000);
  private static final int LARGEST_IMAGE = 1 << 20;
  private static final Pattern IMAGE =
      Pattern.compile("(?:.*/)?(train|test)/images/(\\d{1,8})\\.png");
  private static final Pattern QUESTIONS = Pattern.compile("(?:.*/)?(train|test)/questions\\.json");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final Map<String, Set<Integer>> images = new HashMap<>();
  private final Map<String, List<Question>> questions = new HashMap<>();

  /** A question of the archive; {@code image} is unique within its official split only. */
  record Question(String text, String answer, int image) {}

  /** Takes the images as they come. */
  @FunctionalInterface
  interface ImageVisitor {
    void image(String split, int number, byte[] png) throws IOException;
  }

  private EasyVqaArchive(Path file) {
    this.file = file;
    for (String split : SPLITS) {
      images.put(split, new HashSet<>());
    }
  }

  /**
   * Reads the archive, images first to the visitor.
   *
   * @throws BadInputException if it is absent, truncated or of another content
   */
  static EasyVqaArchive read(Path file, ImageVisitor visitor, ImportProgress progress)
      throws IOException {
    EasyVqaArchive archive = new EasyVqaArchive(file);
    long[] size = {-1};
    LIMITS.read(
        file,
        (name, content, read) -> {
          size[0] = size[0] < 0 ? Files.size(file) : size[0];
          archive.add(name, content, visitor);
          progress.at("Reading images", read, size[0]);
        });
    archive.checkComplete();
    return archive;
  }

  /** The questions of an official split in their order. */
  List<Question> questions(String split) {
    return questions.get(split);
  }

  private void add(String name, byte[] content, ImageVisitor visitor) throws IOException {
    Matcher image = IMAGE.matcher(name);
    Matcher list = QUESTIONS.matcher(name);
    if (image.matches()) {
      int number = Integer.parseInt(image.group(2));
      if (content.length > LARGEST_IMAGE) {
        throw unexpected(name + " of " + content.length + " bytes", null);
      }
      if (!images.get(image.group(1)).add(number)) {
        throw unexpected(name + " twice", null);
      }
      visitor.image(image.group(1), number, content);
    } else if (list.matches() && questions.put(list.group(1), parse(name, content)) != null) {
      throw unexpected(name + " twice", null);
    }
  }

  private List<Question> parse(String name, byte[] content) throws IOException {
    List<Question> out = new ArrayList<>();
    try {
      for (JsonNode item : JSON.readTree(content)) {
        boolean valid =
            item.size() == 3
                && item.path(0).isTextual()
                && item.path(1).isTextual()
                && item.path(2).canConvertToInt();
        if (!valid) {
          throw unexpected("question %d of %s: %s".formatted(out.size() + 1, name, item), null);
        }
        out.add(new Question(item.get(0).asText(), item.get(1).asText(), item.get(2).asInt()));
      }
    } catch (JsonProcessingException e) {
      throw unexpected(name + " is no JSON", e);
    }
    return out;
  }

  private void checkComplete() {
    for (String split : SPLITS) {
      List<Question> list = questions.get(split);
      if (list == null || list.isEmpty()) {
        throw unexpected("no questions in " + split + "/questions.json", null);
      }
      for (Question question : list) {
        if (!images.get(split).contains(question.image())) {
          throw unexpected(
              "no %s/images/%d.png, which is asked about".formatted(split, question.image()), null);
        }
      }
    }
  }

  private BadInputException unexpected(String found, Exception cause) {
    return BadInputException.at(file.toString())
        .found(found)
        .expected("the easy-VQA archive: {train,test}/questions.json and images/NUMBER.png")
        .remedy("Download easy-vqa-data.tar.gz from github.com/vzhou842/easy-VQA.", cause);
  }
}
