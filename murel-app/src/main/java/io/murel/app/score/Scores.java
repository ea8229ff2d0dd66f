package io.murel.app.score;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What results scored.
 *
 * @param title one line that says what was measured
 * @param tables for people
 * @param values for programs, under the official names
 */
public record Scores(String title, List<ScoreTable> tables, Map<String, Object> values) {

  /** The tables with their columns under each other. */
  public String text() {
    int width = tables.stream().mapToInt(ScoreTable::nameWidth).max().orElse(0);
    List<String> lines = new ArrayList<>(List.of(title));
    for (ScoreTable table : tables) {
      lines.add("");
      lines.addAll(table.lines(width));
    }
    return String.join(System.lineSeparator(), lines);
  }

  /** One JSON object. */
  public String json() {
    try {
      return new ObjectMapper().writeValueAsString(values);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e); // it holds texts and numbers
    }
  }
}
