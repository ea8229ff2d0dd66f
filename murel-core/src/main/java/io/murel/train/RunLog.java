package io.murel.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.murel.BadInputException;
import io.murel.io.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The logs of a run, as the original keeps them: messages in logs.txt, and in logs.json a list of
 * values under each name (train_batch.loss, eval_epoch.accuracy_top1 ...).
 *
 * <p>A killed run loses nothing: messages and values are appended to logs.txt and to a journal
 * (logs.jsonl) as they come, logs.json is replaced atomically now and then, and whoever opens the
 * log again rebuilds it from the journal. An existing log is continued.
 */
public final class RunLog implements AutoCloseable {

  /** logs.json is rewritten only when it is this many times older than rewriting it takes. */
  private static final long PATIENCE = 50;

  private static final long LEAST_INTERVAL_NANOS = 200_000_000;

  /** Python writes NaN and Infinity as such. */
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  private final Path json;
  private final TextLog text;
  private final Journal journal;
  private final LogValues values = new LogValues();
  private long lastWrite = System.nanoTime();
  private long writeNanos;
  private boolean changed;

  private RunLog(Path directory, String name) throws IOException {
    json = directory.resolve(name + ".json");
    text = new TextLog(directory.resolve(name + ".txt"));
    journal = Journal.open(directory.resolve(name + ".jsonl"), values::apply);
    ObjectNode written = readJson();
    long before = LogValues.count(written);
    long journaled = LogValues.count(values.all());
    if (before > journaled) {
      record(LogValues.restore(written)); // another program went on with this run
    }
    changed = before != journaled; // so it did, or the last process was killed
  }

  /**
   * Opens the log of a run, creating its folder if need be.
   *
   * @param logsName null: logs.txt and logs.json; NAME: logs_NAME.txt and logs_NAME.json
   * @throws BadInputException if it cannot be written, or a log that is there cannot be read
   */
  public static RunLog open(Path directory, String logsName) {
    String name = fileName(logsName);
    try {
      Files.createDirectories(directory);
      return new RunLog(directory, name);
    } catch (IOException e) {
      throw WriteFailure.of(directory.resolve(name + ".txt"), e);
    }
  }

  /** "logs", or "logs_NAME" where misc.logs_name is given. */
  public static String fileName(String logsName) {
    return logsName == null || logsName.isEmpty() ? "logs" : "logs_" + logsName;
  }

  private ObjectNode readJson() throws IOException {
    if (!Files.exists(json)) {
      return JSON.createObjectNode();
    }
    JsonNode content = null;
    JsonProcessingException cause = null;
    try {
      content = JSON.readTree(json.toFile());
    } catch (JsonProcessingException e) {
      cause = e;
    }
    if (content instanceof ObjectNode object) {
      return object;
    }
    throw BadInputException.at(json.toString())
        .found("no JSON object")
        .expected("the log of a run")
        .remedy("Move the file away, or give this run another exp.dir.", cause);
  }

  /** A message of the ordinary course of things. */
  public void info(String source, String message) {
    text.write('I', source, message);
  }

  /** A result or setting worth finding again. */
  public void summary(String source, String message) {
    text.write('S', source, message);
  }

  /** Something is odd, the run goes on. */
  public void warning(String source, String message) {
    text.write('W', source, message);
  }

  /** The run cannot go on. */
  public void error(String source, String message) {
    text.write('E', source, message);
  }

  /** Appends a value to the list of its name; numbers that are not finite are stored as null. */
  public void value(String name, Object value) {
    values(Collections.singletonMap(name, value));
  }

  /** Appends each value to the list of its name, all or (if the process is killed) none. */
  public synchronized void values(Map<String, ?> named) {
    record(LogValues.append(named));
  }

  /** Appends each value to the list of its name within a group: "options", "env_info". */
  public synchronized void group(String group, Map<String, ?> named) {
    record(LogValues.merge(group, named));
  }

  private void record(ObjectNode entry) {
    journal.append(entry);
    values.apply(entry);
    changed = true;
    long age = System.nanoTime() - lastWrite;
    if (age > Math.max(LEAST_INTERVAL_NANOS, PATIENCE * writeNanos)) {
      flush();
    }
  }

  /** The last number logged under a name. */
  public synchronized OptionalDouble last(String name) {
    JsonNode value = values.last(name);
    return value == null || !value.isNumber()
        ? OptionalDouble.empty()
        : OptionalDouble.of(value.doubleValue());
  }

  /** Brings logs.json up to date. */
  public synchronized void flush() {
    if (!changed) {
      return;
    }
    long start = System.nanoTime();
    try {
      AtomicFile.write(json, values::writeTo);
    } catch (IOException e) {
      throw WriteFailure.of(json, e);
    }
    lastWrite = System.nanoTime();
    writeNanos = lastWrite - start;
    changed = false;
  }

  /** Brings logs.json up to date and closes the files. */
  @Override
  public synchronized void close() {
    try (TextLog closingText = text;
        Journal closingJournal = journal) {
      flush();
    } catch (IOException e) {
      throw WriteFailure.of(json, e);
    }
  }
}
