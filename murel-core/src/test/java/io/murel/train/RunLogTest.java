package io.murel.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.murel.BadInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLogTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  private JsonNode json() throws IOException {
    return JSON.readTree(folder.resolve("logs.json").toFile());
  }

  private static Map<String, Object> ordered(Object... keysAndValues) {
    Map<String, Object> out = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      out.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return out;
  }

  @Test
  void valuesBecomeListsUnderTheirNamesInOrderOfAppearance() throws IOException {
    try (RunLog log = RunLog.open(folder, null)) {
      log.value("nparams", 12);
      log.values(ordered("train_batch.epoch", 0, "train_batch.loss", 0.1));
      log.values(ordered("train_batch.epoch", 0, "train_batch.loss", Double.NaN));
      log.group(
          "options", ordered("exp", ordered("dir", "logs", "resume", null), "dims", List.of(4)));
      assertThat(log.last("train_batch.epoch")).hasValue(0);
      assertThat(log.last("train_batch.loss")).isEmpty();
      assertThat(log.last("absent")).isEmpty();
    }
    assertThat(Files.readString(folder.resolve("logs.json")))
        .isEqualTo(
            "{\"nparams\":[12],\"train_batch.epoch\":[0,0],\"train_batch.loss\":[0.1,null],"
                + "\"options\":{\"exp\":[{\"dir\":\"logs\",\"resume\":null}],\"dims\":[[4]]}}");
  }

  @Test
  void messagesHaveLevelTimeAndSource() throws IOException {
    try (RunLog log = RunLog.open(folder, "eval_val")) {
      log.info("Trainer", "Launching training procedures");
      log.summary("run", "options:\n  lr: 0.1");
      log.warning("Trainer", "caf\u00e9");
      log.error("Trainer", "no");
    }
    String time = "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d";
    assertThat(Files.readAllLines(folder.resolve("logs_eval_val.txt")))
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .matches("\\[I " + time + "] Trainer: Launching training procedures"),
            line -> assertThat(line).matches("\\[S " + time + "] run: options:"),
            line -> assertThat(line).matches("\\[S " + time + "] run:   lr: 0.1"),
            line -> assertThat(line).matches("\\[W " + time + "] Trainer: caf\u00e9"),
            line -> assertThat(line).matches("\\[E " + time + "] Trainer: no"));
  }

  @Test
  void aKilledRunLosesNoValueAndNoMessage() throws IOException {
    RunLog killed = RunLog.open(folder, null); // never closed nor flushed
    for (int i = 0; i < 100; i++) {
      killed.value("train_batch.batch", i);
      killed.info("Trainer", "batch " + i);
    }
    assertThat(Files.readAllLines(folder.resolve("logs.txt"))).hasSize(100);
    try (RunLog log = RunLog.open(folder, null)) {
      log.value("train_batch.batch", 100);
    }
    assertThat(json().get("train_batch.batch")).hasSize(101);
    assertThat(json().get("train_batch.batch").get(99).asInt()).isEqualTo(99);
    killed.close();
  }

  @Test
  void everyTornLastLineIsCutOff() throws IOException {
    try (RunLog log = RunLog.open(folder, null)) {
      log.values(ordered("a", 1, "b", "caf\u00e9"));
      log.values(ordered("a", 2, "b", "x"));
    }
    Path journal = folder.resolve("logs.jsonl");
    byte[] whole = Files.readAllBytes(journal);
    int first = new String(whole, StandardCharsets.ISO_8859_1).indexOf('\n') + 1;
    for (int length = first; length < whole.length; length++) {
      Files.write(journal, Arrays.copyOf(whole, length));
      Files.delete(folder.resolve("logs.json"));
      try (RunLog log = RunLog.open(folder, null)) {
        log.values(ordered("a", 3));
      }
      assertThat(json()).isEqualTo(JSON.readTree("{\"a\":[1,3],\"b\":[\"caf\u00e9\"]}"));
    }
  }

  @Test
  void aTornMessageDoesNotSwallowTheNext() throws IOException {
    Files.writeString(folder.resolve("logs.txt"), "[I 2026-11-23 02:22:49] Trainer: hal");
    try (RunLog log = RunLog.open(folder, null)) {
      log.info("Trainer", "again");
    }
    List<String> lines = Files.readAllLines(folder.resolve("logs.txt"));
    assertThat(lines).hasSize(2);
    assertThat(lines.get(1)).endsWith("Trainer: again");
  }

  @Test
  void aDamagedJournalIsReportedWithItsLine() throws IOException {
    for (String damage : List.of("{oops", "[1]", "{\"append\":[1]}", "7", "")) {
      Files.writeString(folder.resolve("logs.jsonl"), "{\"append\":{\"a\":1}}\n" + damage + "\n");
      assertThatThrownBy(() -> RunLog.open(folder, null))
          .isInstanceOf(BadInputException.class)
          .hasMessage(
              folder.resolve("logs.jsonl")
                  + " line 2: found something that is no log entry, expected the journal of a run."
                  + " Move the file away; the run then continues from logs.json.");
    }
  }

  @Test
  void logsThatCameWithoutAJournalAreContinued() throws IOException {
    Files.writeString(
        folder.resolve("logs.json"), "{\"train_epoch.loss\":[3.5,2.5],\"options\":{\"exp\":[1]}}");
    RunLog killed = RunLog.open(folder, null);
    killed.value("train_epoch.loss", 1.5);
    try (RunLog log = RunLog.open(folder, null)) { // after the kill
      assertThat(log.last("train_epoch.loss")).hasValue(1.5);
    }
    assertThat(json())
        .isEqualTo(JSON.readTree("{\"train_epoch.loss\":[3.5,2.5,1.5],\"options\":{\"exp\":[1]}}"));
    killed.close();
  }

  @Test
  void numbersThatPythonWritesAndJsonDoesNotKnowBecomeNull() throws IOException {
    Files.writeString(folder.resolve("logs.json"), "{\"loss\":[NaN,1.5,-Infinity]}");
    RunLog.open(folder, null).close();
    assertThat(json()).isEqualTo(JSON.readTree("{\"loss\":[null,1.5,null]}"));
  }

  @Test
  void aBrokenLogsJsonIsReported() throws IOException {
    Files.writeString(folder.resolve("logs.json"), "{\"a\":[1");
    assertThatThrownBy(() -> RunLog.open(folder, null))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            folder.resolve("logs.json")
                + ": found no JSON object, expected the log of a run. Move the file away, or give"
                + " this run another exp.dir.");
  }

  @Test
  void aFullDiskIsReportedAndLogsJsonStaysWhole() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "no /dev/full on this system: skipped");
    Files.createSymbolicLink(folder.resolve("logs.txt"), full);
    RunLog log = RunLog.open(folder, null);
    log.value("a", 1);
    log.flush();
    assertThatThrownBy(() -> log.info("Trainer", "hello"))
        .isInstanceOf(BadInputException.class)
        .hasMessageMatching(
            ".*logs.txt: found that it cannot be written \\(.+\\), expected a disk with room and a"
                + " folder that may be written\\. Free some space or mend the folder; nothing saved"
                + " before is lost, and --exp.resume continues from there\\.");
    log.close();
    assertThat(json().get("a")).hasSize(1);
  }

  @Test
  void aFolderThatCannotBeMadeIsReported() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> RunLog.open(file.resolve("run"), null))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("found that it cannot be written");
  }

  @Test
  void logsJsonIsNeverLongOutOfDate() throws Exception {
    try (RunLog log = RunLog.open(folder, null)) {
      log.value("a", 1);
      long deadline = System.nanoTime() + 20_000_000_000L;
      while (!Files.exists(folder.resolve("logs.json")) && System.nanoTime() < deadline) {
        Thread.sleep(50);
        log.value("a", 1);
      }
      assertThat(json().get("a").size()).isPositive();
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder("logs.txt", "logs.json", "logs.jsonl");
    }
  }
}
