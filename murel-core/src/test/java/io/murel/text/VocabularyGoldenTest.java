package io.murel.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.murel.golden.Golden;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Vocabulary and ids of the original, for every set and every combination of options. */
class VocabularyGoldenTest {

  @TestFactory
  Stream<DynamicTest> theWordsOfTheVqaQuestionsAreTheOriginals() {
    return sets("vqa2", "vqacp2")
        .map(
            file ->
                dynamicTest(
                    file.toString(),
                    () -> {
                      JsonNode set = Golden.json(file.toString());
                      JsonNode options = set.get("options");
                      Tokenizer tokenizer = tokenizer(options.get("nlp").asText());
                      List<List<String>> questions = new ArrayList<>();
                      for (String split : splits(options.get("proc_split").asText())) {
                        String name = "OpenEnded_mscoco_" + split + "2014_questions.json";
                        Path raw = Path.of("data", setName(file), "raw", "annotations", name);
                        Golden.json(raw.toString())
                            .get("questions")
                            .forEach(
                                q -> questions.add(tokenizer.tokens(q.get("question").asText())));
                      }
                      assertThat(
                              Vocabulary.build(questions, options.get("minwcount").asInt()).words())
                          .containsExactlyElementsOf(words(set));
                    }));
  }

  @TestFactory
  Stream<DynamicTest> theIdsOfEveryQuestionAreTheOriginals() {
    return sets("vqa2", "vqacp2", "tdiuc", "vg")
        .map(
            file ->
                dynamicTest(
                    file.toString(),
                    () -> {
                      JsonNode set = Golden.json(file.toString());
                      Vocabulary vocabulary = Vocabulary.of(words(set));
                      set.get("word_to_wid")
                          .forEach(
                              pair ->
                                  assertThat(vocabulary.wid(pair.get(0).asText()))
                                      .as(pair.get(0).asText())
                                      .isEqualTo(pair.get(1).asInt()));
                      for (String split : List.of("trainset", "valset", "testset")) {
                        set.path(split).path("questions").forEach(q -> check(vocabulary, q));
                      }
                    }));
  }

  @TestFactory
  Stream<DynamicTest> joinedSetsShareOneVocabulary() {
    JsonNode joined = Golden.json("data/expected/vqa2vg.json");
    return Stream.of("vqa2_dataset", "vg_dataset", "eval_val_dataset", "eval_test_dataset")
        .map(
            part ->
                dynamicTest(
                    part,
                    () -> {
                      Vocabulary vocabulary = Vocabulary.of(words(joined));
                      joined.get(part).get("questions").forEach(q -> check(vocabulary, q));
                    }));
  }

  private static void check(Vocabulary vocabulary, JsonNode question) {
    List<String> tokens = texts(question.get("question_tokens"));
    assertThat(vocabulary.withUnknowns(tokens))
        .isEqualTo(texts(question.get("question_tokens_UNK")));
    List<Long> wids = new ArrayList<>();
    question.get("question_wids").forEach(wid -> wids.add(wid.asLong()));
    assertThat(vocabulary.encode(tokens))
        .containsExactly(wids.stream().mapToLong(Long::longValue).toArray());
  }

  private static Stream<Path> sets(String... names) {
    return Stream.of(names)
        .flatMap(
            name -> {
              Path folder = Golden.path("data/expected/" + name);
              try (Stream<Path> files = Files.list(folder)) {
                return files
                    .map(file -> Path.of("data/expected", name, file.getFileName().toString()))
                    .filter(file -> file.toString().matches(".*minwcount.*\\.json"))
                    .sorted()
                    .toList()
                    .stream();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  private static String setName(Path file) {
    return file.getName(file.getNameCount() - 2).toString();
  }

  /** In the original every name but two stands for the regular expression. */
  private static Tokenizer tokenizer(String nlp) {
    return Tokenizer.named(List.of("mcb", "nltk").contains(nlp) ? nlp : "default");
  }

  private static List<String> splits(String procSplit) {
    return procSplit.equals("trainval") ? List.of("train", "val") : List.of("train");
  }

  private static List<String> words(JsonNode set) {
    List<String> words = new ArrayList<>();
    set.get("wid_to_word").forEach(pair -> words.add(pair.get(1).asText()));
    return words;
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(item -> texts.add(item.asText()));
    return texts;
  }
}
