package io.murel.app.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A fenced block of a page: three backquotes, its language and, where it is a file, the path.
 *
 * @param page the page
 * @param line of its first line, from 1
 * @param language for instance "sh"; empty where none is named
 * @param path of the file it is, from the root of the project; empty where it is none
 * @param text with a line break at its end
 */
public record CodeBlock(Path page, int line, String language, String path, String text) {

  /** The root of the project. */
  public static final Path ROOT = Path.of("..");

  private static final String FENCE = "```";

  /** README.md and docs/*.md, in order of their names. */
  public static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md")));
    try (Stream<Path> files = Files.list(ROOT.resolve("docs"))) {
      files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
    }
    return pages;
  }

  /** The blocks of a page. */
  public static List<CodeBlock> of(Path page) throws IOException {
    List<CodeBlock> blocks = new ArrayList<>();
    List<String> lines = Files.readAllLines(page);
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith(FENCE)) {
        int begin = i + 1;
        String[] info = lines.get(i).substring(FENCE.length()).strip().split(" ", 2);
        for (i = begin;
            !lines.get(i).equals(FENCE);
            i++) {} // a page that ends inside a block fails
        blocks.add(
            new CodeBlock(
                page,
                begin + 1,
                info[0],
                info.length == 2 ? info[1] : "",
                String.join("\n", lines.subList(begin, i)) + "\n"));
      }
    }
    return blocks;
  }

  @Override
  public String toString() {
    return ROOT.relativize(page) + ", line " + line;
  }
}
