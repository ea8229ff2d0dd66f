package io.murel.app.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Links between the pages lead to a page and a heading that are there. */
class DocsLinksTest {

  private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]*)(?:#([^)]*))?\\)");

  @TestFactory
  List<DynamicTest> everyLinkLeadsSomewhere() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path page : CodeBlock.pages()) {
      Matcher link = LINK.matcher(Files.readString(page));
      while (link.find()) {
        Path target = link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1));
        String heading = link.group(2);
        tests.add(
            dynamicTest(
                CodeBlock.ROOT.relativize(page) + " -> " + link.group(),
                () -> {
                  assertThat(target).exists();
                  if (heading != null) {
                    assertThat(headings(target)).contains(heading);
                  }
                }));
      }
    }
    assertThat(tests).isNotEmpty();
    return tests;
  }

  /** As GitHub names them: small letters, hyphens for blanks, no punctuation. */
  private static List<String> headings(Path page) throws IOException {
    return Files.readAllLines(page).stream()
        .filter(line -> line.matches("#+ .*"))
        .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
        .map(line -> line.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .toList();
  }
}
