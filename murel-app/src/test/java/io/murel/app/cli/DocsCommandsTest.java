package io.murel.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.murel.app.console.Terminal;
import io.murel.app.docs.CodeBlock;
import io.murel.app.docs.DocumentedCommand;
import io.murel.app.options.OptionKeys;
import io.murel.app.options.Overrides;
import io.murel.app.options.RunOptions;
import io.murel.app.run.Run;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/**
 * Every command in README.md, docs/*.md, the options files and the examples of the help can be
 * typed: commands and options are known, options files are there and what they say together with
 * the dotted options makes sense. Nothing is run.
 */
class DocsCommandsTest {

  private static final Terminal SILENT = new Terminal(new PrintStream(nowhere()), 0);

  @TempDir static Path temp;

  @TestFactory
  List<DynamicTest> commandsOfThePagesCanBeTyped() throws IOException {
    List<DocumentedCommand> commands = DocumentedCommand.all();
    layOut(commands);
    assertThat(commands).hasSizeGreaterThan(20);
    return commands.stream().map(c -> dynamicTest(c.toString(), () -> check(c))).toList();
  }

  @TestFactory
  List<DynamicTest> examplesOfTheHelpCanBeTyped() {
    List<DynamicTest> tests = new ArrayList<>();
    collect(murel(), "", tests);
    assertThat(tests).hasSizeGreaterThan(10);
    return tests;
  }

  private static void collect(CommandLine command, String name, List<DynamicTest> tests) {
    String help = String.join("\n", command.getCommandSpec().usageMessage().footer());
    for (DocumentedCommand example : DocumentedCommand.inHelp(name, help.replace("%%", "%"))) {
      tests.add(dynamicTest(example.toString(), () -> checkExample(example)));
    }
    command
        .getSubcommands()
        .forEach((sub, line) -> collect(line, (name + " " + sub).strip(), tests));
  }

  /** Options files of ours are there; others are the reader's. */
  private static void checkExample(DocumentedCommand example) {
    ParseResult parsed = parse(example);
    Path file = parsed.matchedOptionValue("-o", null);
    if (file != null && file.startsWith("options")) {
      RunOptions.load(CodeBlock.ROOT.resolve(file), dotted(parsed));
    }
  }

  private static void check(DocumentedCommand command) throws IOException {
    String first = command.words().get(0);
    if (!command.complete()) {
      checkNames(command.words());
      return;
    }
    ParseResult parsed = parse(command);
    if (parsed.hasMatchedOption("-o")) {
      RunOptions options = load(parsed);
      if (first.equals("run")) {
        new Run(options, parsed.matchedOptionValue("-o", null), SILENT); // checks them
      }
    }
    for (String word : command.words()) {
      if (word.matches("(\\w+:)?logs/[^*]*")) {
        assertThat(isInARun(word.substring(word.indexOf(':') + 1)))
            .as(word + " is in a run directory that a command on some page makes")
            .isTrue();
      }
    }
  }

  private static boolean isInARun(String path) {
    return Stream.iterate(temp.resolve(path), p -> !p.equals(temp), Path::getParent)
        .anyMatch(folder -> Files.exists(folder.resolve("options.yaml")));
  }

  /** What picocli makes of a command; of its subcommand, that is. */
  private static ParseResult parse(DocumentedCommand command) {
    ParseResult parsed = murel().parseArgs(command.words().toArray(String[]::new));
    while (parsed.hasSubcommand()) {
      parsed = parsed.subcommand();
    }
    dotted(parsed);
    return parsed;
  }

  private static Overrides dotted(ParseResult parsed) {
    return Overrides.parse(parsed.unmatched(), OptionKeys.run());
  }

  private static RunOptions load(ParseResult parsed) {
    Path file = parsed.matchedOptionValue("-o", null);
    return RunOptions.load(temp.resolve(file), dotted(parsed));
  }

  /** Commands and options in a sentence; values may be placeholders there. */
  private static void checkNames(List<String> words) {
    CommandLine command = murel();
    for (String word : words) {
      CommandLine sub = command.getSubcommands().get(word);
      if (sub != null) {
        command = sub;
      } else if (word.startsWith("-")) {
        assertThat(command.getCommandSpec().optionsMap().containsKey(word) || isDotted(word))
            .as(command.getCommandName() + " " + word)
            .isTrue();
      } else if (!word.equals("COMMAND")) {
        assertThat(command.getParent()).as("a command '" + word + "'").isNotNull();
      }
    }
  }

  private static boolean isDotted(String word) {
    return OptionKeys.run().dotted().containsKey(word.substring(2));
  }

  /** The options files of the project and of the pages, and the run directories the pages make. */
  private static void layOut(List<DocumentedCommand> commands) throws IOException {
    Path options = CodeBlock.ROOT.resolve("options");
    try (Stream<Path> files = Files.walk(options)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        write(CodeBlock.ROOT.relativize(file), Files.readString(file));
      }
    }
    for (Path page : CodeBlock.pages()) {
      for (CodeBlock block : CodeBlock.of(page)) {
        if (block.language().equals("yaml") && !block.path().isEmpty()) {
          write(Path.of(block.path()), block.text());
        }
      }
    }
    for (DocumentedCommand command : commands) {
      if (command.complete() && command.words().get(0).equals("run")) {
        makeRunDirectory(parse(command));
      }
      int out = command.words().indexOf("--out") + 1;
      if (out > 0 && command.words().get(out).startsWith("logs/")) { // an import makes runs, too
        Path any = temp.resolve("options/vqa2/murel.yaml");
        RunOptions imported = RunOptions.load(any, Overrides.none());
        write(Path.of(command.words().get(out), "options.yaml"), imported.toYaml());
      }
    }
  }

  private static void makeRunDirectory(ParseResult parsed) throws IOException {
    Path file = parsed.matchedOptionValue("-o", null);
    if (file.startsWith("options") && Files.exists(temp.resolve(file))) {
      RunOptions options = load(parsed);
      String dir = options.root().child("exp").string("dir");
      write(Path.of(dir, "options.yaml"), options.toYaml());
    }
  }

  private static void write(Path file, String text) throws IOException {
    Path target = temp.resolve(file);
    Files.createDirectories(target.getParent());
    Files.writeString(target, text);
  }

  private static CommandLine murel() {
    PrintStream nowhere = new PrintStream(nowhere());
    return new Cli(SILENT, nowhere).commands(new Failures(new PrintWriter(nowhere)));
  }

  private static OutputStream nowhere() {
    return OutputStream.nullOutputStream();
  }
}
