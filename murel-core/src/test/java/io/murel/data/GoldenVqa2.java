package io.murel.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.murel.golden.Golden;
import io.murel.text.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The VQA v2 set of the reference numbers. */
final class GoldenVqa2 {
  private GoldenVqa2() {}

  /** What the original makes of it, for each option set with proc_split train. */
  static List<JsonNode> expectedFiles() throws IOException {
    List<JsonNode> out = new ArrayList<>();
    try (Stream<Path> files = Files.list(Golden.path("data/expected/vqa2"))) {
      for (Path file : files.filter(f -> f.toString().endsWith("split,train.json")).toList()) {
        out.add(new ObjectMapper().readTree(file.toFile()));
      }
    }
    return out;
  }

  /** The vocabulary of the options an expected file was made with. */
  static VqaVocabulary vocabulary(QuestionSet train, JsonNode expected) {
    JsonNode options = expected.get("options");
    return VqaVocabulary.of(
        train,
        Tokenizer.named(options.get("nlp").asText()),
        options.get("nans").asInt(),
        options.get("minwcount").asInt());
  }

  /** A split. The files number their images; the names are those of the COCO files. */
  static QuestionSet read(String subtype, boolean answered) {
    Path raw = Golden.path("data/vqa2/raw/annotations");
    QuestionSet set =
        QuestionSet.read(
            raw.resolve("OpenEnded_mscoco_" + subtype + "_questions.json"),
            answered ? raw.resolve("mscoco_" + subtype + "_annotations.json") : null);
    List<Question> named =
        set.questions().stream()
            .map(
                q ->
                    new Question(
                        q.id(),
                        q.imageId(),
                        "COCO_%s_%012d.jpg".formatted(subtype, q.imageId()),
                        q.text()))
            .toList();
    return new QuestionSet(named, set.annotations(), set.source());
  }

  static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }

  static long[] longs(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).mapToLong(JsonNode::asLong).toArray();
  }
}
