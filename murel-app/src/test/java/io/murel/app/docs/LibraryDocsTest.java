package io.murel.app.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** docs/library.md: every block of Java compiles, every block of a POM is that of the example. */
class LibraryDocsTest {

  private static final Path PAGE = CodeBlock.ROOT.resolve("docs/library.md");

  /** What a reader has at hand: an import for each name, and what the text speaks of. */
  private static final String FRAME =
      """
      import io.murel.BadInputException;
      import io.murel.figure.TraceFigure;
      import io.murel.model.Trace;
      import io.murel.vqa.*;
      import java.nio.file.Path;
      import java.util.List;

      class Block {
        static %s
        static void run() throws Exception {
      %s  }
      }
      """;

  private static final List<String> AT_HAND =
      List.of(
          "VqaModel model;",
          "io.murel.regions.Regions regions;",
          "java.awt.image.BufferedImage pixels;",
          "Image stored;",
          "Image picture;",
          "String question;");

  @TempDir private static Path temp;

  @TestFactory
  List<DynamicTest> blocksCompile() throws IOException {
    List<CodeBlock> blocks = blocks("java").toList();
    assertThat(blocks).hasSizeGreaterThan(5);
    return blocks.stream()
        .map(block -> DynamicTest.dynamicTest(block.toString(), () -> compile(block)))
        .toList();
  }

  private static void compile(CodeBlock block) throws IOException {
    Path folder = Files.createDirectories(temp.resolve("line" + block.line()));
    Path file = folder.resolve("Block.java");
    String fields = String.join("\n  static ", AT_HAND);
    Files.writeString(file, FRAME.formatted(fields, block.text().indent(4)));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of("-cp", System.getProperty("java.class.path"), "-d", folder.toString());
      boolean compiled =
          compiler
              .getTask(said, manager, null, options, null, manager.getJavaFileObjects(file))
              .call();
      assertThat(compiled).as(said.toString()).isTrue();
    }
  }

  @Test
  void thePomIsThatOfTheExample() throws IOException {
    String pom = Files.readString(CodeBlock.ROOT.resolve("examples/ask-in-java/pom.xml"));
    assertThat(blocks("xml")).isNotEmpty().allMatch(block -> pom.contains(block.text()));
  }

  private static Stream<CodeBlock> blocks(String language) throws IOException {
    return CodeBlock.of(PAGE).stream().filter(block -> block.language().equals(language));
  }
}
