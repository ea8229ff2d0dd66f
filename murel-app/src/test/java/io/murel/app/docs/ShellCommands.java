package io.murel.app.docs;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads what a page tells people to type: lines of a shell, continued by a backslash, with quotes,
 * comments, {@code &&}, redirections and variables before a command. Nothing is expanded.
 */
public final class ShellCommands {
  private ShellCommands() {}

  private static final String WORD_ENDS = " \t\n";

  /**
   * A command.
   *
   * @param line its number in the text, from 0
   * @param words the program and its arguments, quotes taken off
   */
  public record Command(int line, List<String> words) {}

  /** All commands of a text. */
  public static List<Command> of(String text) {
    List<Command> commands = new ArrayList<>();
    String[] lines = text.split("\n");
    for (int i = 0; i < lines.length; i++) {
      int begin = i;
      StringBuilder whole = new StringBuilder(lines[i]);
      while (whole.toString().endsWith("\\") && i + 1 < lines.length) {
        whole.setLength(whole.length() - 1);
        whole.append(lines[++i]);
      }
      simple(begin, words(whole.toString()), commands);
    }
    return commands;
  }

  private static void simple(int line, List<String> words, List<Command> into) {
    List<String> command = new ArrayList<>();
    for (String word : words) {
      if (List.of("&&", "||", ";", "|").contains(word)) {
        add(line, command, into);
        command = new ArrayList<>();
      } else if (!word.matches("\\d?>.*") && !(command.isEmpty() && word.matches("[A-Z_]+=.*"))) {
        command.add(word);
      }
    }
    add(line, command, into);
  }

  private static void add(int line, List<String> command, List<Command> into) {
    if (!command.isEmpty()) {
      into.add(new Command(line, List.copyOf(command)));
    }
  }

  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = null;
    char quote = 0;
    for (char c : (line + "\n").toCharArray()) {
      if (quote != 0) {
        if (c == quote) {
          quote = 0;
        } else {
          word.append(c);
        }
      } else if (WORD_ENDS.indexOf(c) >= 0) {
        if (word != null) {
          words.add(word.toString());
          word = null;
        }
      } else if (c == '#' && word == null) {
        break;
      } else {
        word = word == null ? new StringBuilder() : word;
        if (c == '\'' || c == '"') {
          quote = c;
        } else {
          word.append(c);
        }
      }
    }
    if (quote != 0) {
      throw new IllegalArgumentException("a quote that does not end: " + line);
    }
    return words;
  }
}
