package io.murel.app.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A command of ours that people are told to type.
 *
 * @param where it stands
 * @param words after {@code ./murel}
 * @param complete whether it can be typed as it stands; within a sentence a command may be cut
 */
public record DocumentedCommand(String where, List<String> words, boolean complete) {

  private static final String PROGRAM = "./murel";
  private static final Pattern INLINE = Pattern.compile("`\\./murel ([^`]+)`");

  /** Those in README.md, docs and the comments of options files. */
  public static List<DocumentedCommand> all() throws IOException {
    List<DocumentedCommand> commands = new ArrayList<>();
    for (Path page : CodeBlock.pages()) {
      for (CodeBlock block : CodeBlock.of(page)) {
        if (block.language().equals("sh")) {
          commands.addAll(in(block.text(), page, block.line()));
        }
      }
      commands.addAll(inline(page));
    }
    try (Stream<Path> files = Files.walk(CodeBlock.ROOT.resolve("options"))) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
          int begin = lines.get(i).indexOf(PROGRAM + " ");
          if (begin >= 0) {
            commands.addAll(in(lines.get(i).substring(begin), file, i + 1));
          }
        }
      }
    }
    return commands;
  }

  /** Those in the examples of a command's help, which call the program {@code murel}. */
  public static List<DocumentedCommand> inHelp(String command, String help) {
    StringBuilder examples = new StringBuilder();
    boolean continued = false;
    for (String line : help.split("\n")) {
      if (continued || line.startsWith("  murel ")) { // else it explains
        examples.append(line.replaceFirst("^  murel ", PROGRAM + " ")).append('\n');
        continued = line.endsWith("\\");
      }
    }
    return commands(examples.toString(), line -> "murel " + command + " --help");
  }

  private static List<DocumentedCommand> in(String text, Path file, int first) {
    Path shown = CodeBlock.ROOT.relativize(file);
    return commands(text, line -> shown + ", line " + (first + line));
  }

  private static List<DocumentedCommand> commands(String text, IntFunction<String> where) {
    return ShellCommands.of(text).stream()
        .filter(command -> command.words().get(0).equals(PROGRAM))
        .map(
            command ->
                new DocumentedCommand(
                    where.apply(command.line()),
                    command.words().subList(1, command.words().size()),
                    true))
        .toList();
  }

  /** Those within sentences. */
  private static List<DocumentedCommand> inline(Path page) throws IOException {
    String text = Files.readString(page).replaceAll("(?ms)^```.*?^```$", "");
    List<DocumentedCommand> commands = new ArrayList<>();
    Matcher matcher = INLINE.matcher(text);
    while (matcher.find()) {
      List<String> words = List.of(matcher.group(1).strip().split("\\s+"));
      commands.add(
          new DocumentedCommand(CodeBlock.ROOT.relativize(page) + ", in a sentence", words, false));
    }
    return commands;
  }

  @Override
  public String toString() {
    return where + ": murel " + String.join(" ", words);
  }
}
