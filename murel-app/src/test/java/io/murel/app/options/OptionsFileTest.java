package io.murel.app.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.BadInputException;
import io.murel.options.Options;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OptionsFileTest {

  @TempDir private Path dir;

  @Test
  void aFileOverridesWhatItIncludesBlockByBlock() throws IOException {
    file("base.yaml", "optimizer:\n  name: Adam\n  lr: 0.1\nengine:\n  nb_epochs: 3\n");
    Path top = file("top.yaml", "__include__: base.yaml\noptimizer:\n  lr: 0.2\n");

    Options options = load(top);

    assertThat(options.child("optimizer").values())
        .containsExactlyInAnyOrderEntriesOf(Map.of("name", "Adam", "lr", 0.2));
    assertThat(options.child("engine").integer("nb_epochs")).isEqualTo(3);
    assertThat(options.values()).doesNotContainKey("__include__");
  }

  @Test
  void aLaterIncludeOverridesAnEarlierOne() throws IOException {
    file("a.yaml", "misc:\n  seed: 1\n  cuda: True\n");
    file("b.yaml", "misc:\n  seed: 2\n");
    Path top = file("top.yaml", "__include__: [a.yaml, b.yaml]\n");

    Options misc = load(top).child("misc");

    assertThat(misc.integer("seed")).isEqualTo(2);
    assertThat(misc.bool("cuda", false)).isTrue();
  }

  @Test
  void includesAreRelativeToTheIncludingFile() throws IOException {
    file("abstract/leaf.yaml", "misc:\n  seed: 5\n");
    file("abstract/base.yaml", "__include__: leaf.yaml\n");
    Path top = file("scenes/top.yaml", "__include__: ../abstract/base.yaml\n");

    assertThat(load(top).child("misc").integer("seed")).isEqualTo(5);
  }

  @Test
  void nullOverridesAValueAndABlock() throws IOException {
    file("base.yaml", "dataset:\n  train_split: train\nview:\n  name: plotly\n");
    Path top = file("top.yaml", "__include__: base.yaml\ndataset:\n  train_split:\nview: null\n");

    Options options = load(top);

    assertThat(options.child("dataset").has("train_split")).isFalse();
    assertThat(options.child("dataset").values()).containsKey("train_split");
    assertThat(options.has("view")).isFalse();
  }

  @Test
  void listsAreReplacedNotJoined() throws IOException {
    file("base.yaml", "optimizer:\n  lr_decay_epochs: [1, 2, 3]\n");
    Path top = file("top.yaml", "__include__: base.yaml\noptimizer:\n  lr_decay_epochs: [4]\n");

    assertThat(load(top).child("optimizer").integers("lr_decay_epochs")).containsExactly(4);
  }

  @Test
  void truthValuesAreThoseOfYaml11AndDatesStayTexts() throws IOException {
    Path top = file("top.yaml", "misc:\n  cuda: yes\n  logs_name: 2024-01-31\n");

    Options misc = load(top).child("misc");

    assertThat(misc.bool("cuda", false)).isTrue();
    assertThat(misc.string("logs_name")).isEqualTo("2024-01-31");
  }

  @Test
  void aCircleOfIncludesIsNamed() throws IOException {
    Path a = file("a.yaml", "__include__: b.yaml\n");
    file("b.yaml", "__include__: a.yaml\n");

    assertThatThrownBy(() -> load(a))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            dir.resolve("b.yaml")
                + ": found a circle of includes: a.yaml -> b.yaml -> a.yaml, expected files that do"
                + " not include themselves. Take one __include__ out.");
  }

  @Test
  void aFileMayBeIncludedTwice() throws IOException {
    file("base.yaml", "misc:\n  seed: 1\n");
    file("a.yaml", "__include__: base.yaml\n");
    file("b.yaml", "__include__: base.yaml\n");
    Path top = file("top.yaml", "__include__: [a.yaml, b.yaml]\n");

    assertThat(load(top).child("misc").integer("seed")).isEqualTo(1);
  }

  @Test
  void aMissingIncludeNamesFileAndLine() throws IOException {
    Path top = file("top.yaml", "# nothing\n__include__: gone.yaml\n");

    assertThatThrownBy(() -> load(top))
        .hasMessage(
            "__include__ (%s, line 2): found 'gone.yaml', which is not there, expected a file beside"
                    .formatted(top)
                + " this one, or a path relative to it. Looked for "
                + dir.resolve("gone.yaml")
                + ".");
  }

  @Test
  void anUnknownOptionNamesLineAndNearestName() throws IOException {
    Path top = file("top.yaml", "engine:\n  name: logger\n  nb_epoch: 3\n");

    assertThatThrownBy(() -> load(top))
        .hasMessage(
            "engine.nb_epoch (%s, line 3): found an unknown option, expected one of debug,"
                    .formatted(top)
                + " kernel, kernel_memory, max_seconds, name, nb_epochs, print_freq, saving_criteria. Did you mean 'engine.nb_epochs'?");
  }

  @Test
  void anOptionInTheWrongBlockIsFoundInItsOwn() throws IOException {
    Path top = file("top.yaml", "engine:\n  batch_size: 3\n");

    assertThatThrownBy(() -> load(top)).hasMessageEndingWith("Did you mean 'dataset.batch_size'?");
  }

  @Test
  void anUnknownOptionOfAnIncludedFileNamesThatFile() throws IOException {
    Path base = file("base.yaml", "optimiser:\n  lr: 1\n");
    Path top = file("top.yaml", "__include__: base.yaml\n");

    assertThatThrownBy(() -> load(top))
        .hasMessageStartingWith("optimiser (%s, line 1): found an unknown option".formatted(base))
        .hasMessageEndingWith("Did you mean 'optimizer'?");
  }

  @Test
  void aWrongTypeNamesOptionValueAndExpectation() throws IOException {
    assertThatThrownBy(() -> load(file("a.yaml", "engine:\n  nb_epochs: many\n")))
        .hasMessage(
            "engine.nb_epochs (%s, line 2): found many (a text), expected a whole number."
                    .formatted(dir.resolve("a.yaml"))
                + " For example: 3.");
    assertThatThrownBy(() -> load(file("b.yaml", "optimizer:\n  lr_decay_epochs: 14\n")))
        .hasMessage(
            "optimizer.lr_decay_epochs (%s, line 2): found 14 (a number), expected a list of whole"
                    .formatted(dir.resolve("b.yaml"))
                + " numbers. In a file: [4, 4].");
    assertThatThrownBy(() -> load(file("c.yaml", "exp:\n  dir: 2024\n")))
        .hasMessage(
            "exp.dir (%s, line 2): found 2024 (a number), expected a text. Put it in quotes: '2024'."
                .formatted(dir.resolve("c.yaml")));
    assertThatThrownBy(() -> load(file("d.yaml", "engine: fast\n")))
        .hasMessage(
            "engine (%s, line 1): found fast (a text), expected a block of options: debug,"
                    .formatted(dir.resolve("d.yaml"))
                + " kernel, kernel_memory, max_seconds, name, nb_epochs, print_freq, saving_criteria. Indent these below it, or leave it out.");
    assertThatThrownBy(() -> load(file("e.yaml", "optimizer:\n  lr:\n    base: 1\n")))
        .hasMessageContaining("found a block of options, expected a number.");
  }

  @Test
  void aNumberInExponentNotationWithoutPointIsANumber() throws IOException {
    Path top = file("top.yaml", "optimizer:\n  lr: 3e-4\n");

    assertThat(load(top).child("optimizer").real("lr")).isEqualTo(3e-4);
  }

  @Test
  void aDuplicateKeyNamesItsLine() throws IOException {
    Path top = file("top.yaml", "misc:\n  seed: 1\n  cuda: True\n  seed: 2\n");

    assertThatThrownBy(() -> load(top))
        .hasMessage(
            "%s, line 4, column 3: found duplicate key seed in 'seed: 2', expected YAML."
                    .formatted(top)
                + " Mend this line or the one before it.");
  }

  @Test
  void brokenYamlNamesFileLineAndColumn() throws IOException {
    assertThatThrownBy(() -> load(file("tab.yaml", "misc:\n\tseed: 1\n")))
        .hasMessageStartingWith(dir.resolve("tab.yaml") + ", line 2, column 1: found ")
        .hasMessageContaining("seed: 1");
    assertThatThrownBy(() -> load(file("open.yaml", "view:\n  items: [a, b\nmisc:\n")))
        .hasMessageStartingWith(
            dir.resolve("open.yaml")
                + ", line 3, column 5: found ':' in 'misc:', expected ',' or ']'.");
  }

  @Test
  void aFileThatIsNoOptionsFileIsSaidSo() throws IOException {
    assertThatThrownBy(() -> load(dir.resolve("gone.yaml")))
        .hasMessageStartingWith(
            dir.resolve("gone.yaml") + ": found no such file, expected an options file.");
    assertThatThrownBy(() -> load(file("list.yaml", "- a\n- b\n")))
        .hasMessageStartingWith(dir.resolve("list.yaml") + ": found a sequence, expected options");
    assertThatThrownBy(() -> load(dir)).hasMessageContaining("an unreadable file");
    Path latin = dir.resolve("latin.yaml");
    Files.write(latin, "misc: é".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> load(latin)).hasMessageContaining("bytes that are not UTF-8");
  }

  @Test
  void objectsAndSelfReferencesAreRefused() throws IOException {
    assertThatThrownBy(() -> load(file("object.yaml", "misc: !!java.net.URL [http://x]\n")))
        .isInstanceOf(BadInputException.class);
    assertThatThrownBy(() -> load(file("self.yaml", "model: &m\n  network: *m\n")))
        .isInstanceOf(BadInputException.class);
  }

  @Test
  void anEmptyFileHasNoOptions() throws IOException {
    assertThat(load(file("empty.yaml", "# nothing\n")).values()).isEmpty();
  }

  private Options load(Path file) {
    return RunOptions.load(file, Overrides.parse(List.of(), OptionKeys.run())).root();
  }

  private Path file(String name, String text) throws IOException {
    Path file = dir.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}
