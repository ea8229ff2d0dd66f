package io.murel.app.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.murel.app.TinyDataSet;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/extend.md, followed step by step by someone who does exactly what it says. */
class ExtendDocsTest {

  private static final Path PAGE = CodeBlock.ROOT.resolve("docs/extend.md");

  @TempDir private Path temp;

  @Test
  void theClassesOnThePageAreThoseThatTheTestsCompile() throws IOException {
    List<CodeBlock> classes = blocks("java").stream().filter(ExtendDocsTest::isClass).toList();
    assertThat(classes).hasSize(3);
    for (CodeBlock block : classes) {
      Path tested = CodeBlock.ROOT.resolve(block.path().replace("src/main", "src/test"));
      assertThat(block.text()).as(block.toString()).isEqualTo(Files.readString(tested));
    }
  }

  @Test
  void aReaderWhoFollowsThePageTrainsAllThree() throws Exception {
    Path classes = compile(filesOfTheReader());
    writeOptions();
    writeData();

    List<String> runs = blocks("yaml").stream().map(CodeBlock::path).toList();
    assertThat(runs).hasSize(3);
    run(classes, runs);

    for (String log : List.of("scenes/gated", "scenes/bag", "tsv/murel")) {
      JsonNode logs =
          new ObjectMapper().readTree(temp.resolve("logs/" + log + "/logs.json").toFile());
      JsonNode losses = logs.get("train_epoch.loss");
      assertThat(losses.size()).isGreaterThan(1);
      assertThat(losses.get(losses.size() - 1).doubleValue())
          .as("last training loss of " + log)
          .isLessThan(losses.get(0).doubleValue() / 2);
      JsonNode accuracy = logs.get("eval_epoch.accuracy_top1");
      assertThat(accuracy.get(accuracy.size() - 1).doubleValue()).as(log).isEqualTo(100);
    }
  }

  private static List<CodeBlock> blocks(String language) throws IOException {
    return CodeBlock.of(PAGE).stream().filter(b -> b.language().equals(language)).toList();
  }

  private static boolean isClass(CodeBlock block) {
    return block.text().startsWith("package ");
  }

  /** New classes as they stand on the page, and ours with the lines that the page adds. */
  private List<Path> filesOfTheReader() throws IOException {
    List<Path> files = new ArrayList<>();
    for (CodeBlock block : blocks("java")) {
      Path file = temp.resolve("source").resolve(block.path());
      Files.createDirectories(file.getParent());
      String content =
          isClass(block)
              ? block.text()
              : withLine(Files.readString(CodeBlock.ROOT.resolve(block.path())), block);
      files.add(Files.writeString(file, content));
    }
    return files;
  }

  /** The source with the line after the last one like it, such as {@code sets.put(...)}. */
  private static String withLine(String source, CodeBlock line) {
    String like = line.text().substring(0, line.text().indexOf("(") + 1);
    assertThat(source).as(line + ": where to put it").contains("\n" + like);
    int last = source.lastIndexOf("\n" + like) + 1;
    int after = source.indexOf('\n', last) + 1;
    return source.substring(0, after) + line.text() + source.substring(after);
  }

  /** Compiles with our classes alone: nothing on the page may need the tests. */
  private Path compile(List<Path> files) throws IOException {
    Path classes = Files.createDirectories(temp.resolve("classes"));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      List<String> options = List.of("-cp", classPath(), "-d", classes.toString(), "-Xlint:all");
      boolean compiled =
          compiler
              .getTask(
                  said, manager, null, options, null, manager.getJavaFileObjectsFromPaths(files))
              .call();
      assertThat(compiled).as(said.toString()).isTrue();
    }
    return classes;
  }

  private static String classPath() {
    return String.join(
        File.pathSeparator,
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.contains("test-classes") && !entry.contains("-tests.jar"))
            .toList());
  }

  /** The options that come with MuRel, and those of the page. */
  private void writeOptions() throws IOException {
    try (Stream<Path> files = Files.walk(CodeBlock.ROOT.resolve("options"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        copy(file, temp.resolve(CodeBlock.ROOT.relativize(file).toString()));
      }
    }
    for (CodeBlock block : blocks("yaml")) {
      Path file = temp.resolve(block.path());
      Files.createDirectories(file.getParent());
      Files.writeString(file, block.text());
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Files.copy(from, to);
  }

  /** A data set that can be learnt, in both layouts: what is in the first picture is red. */
  private void writeData() throws IOException {
    TinyDataSet data = TinyDataSet.write(temp.resolve("data/scenes"));
    Files.createDirectories(temp.resolve("data/tsv"));
    for (String split : List.of("train", "val")) {
      String[] answers = new String[120];
      StringBuilder table = new StringBuilder();
      for (int i = 0; i < answers.length; i++) {
        answers[i] = i % 2 == 0 ? "red" : "blue";
        table.append(
            "%s\tWhat is this?\t%s\n".formatted(TinyDataSet.image(split, i % 2), answers[i]));
      }
      data.questions(split, answers);
      Files.writeString(temp.resolve("data/tsv/" + split + ".tsv"), table);
      copy(data.regions(split), temp.resolve("data/tsv/regions_" + split + ".safetensors"));
    }
  }

  /** One process for all three, as loading libtorch takes longer than they do. */
  private void run(Path classes, List<String> options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    String path = classes + File.pathSeparator + System.getProperty("java.class.path");
    command.addAll(List.of("-cp", path, ReaderRuns.class.getName()));
    command.addAll(options);
    Path said = temp.resolve("said.txt");
    Process process =
        new ProcessBuilder(command)
            .directory(temp.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    assertThat(process.waitFor()).as(Files.readString(said)).isZero();
  }
}
