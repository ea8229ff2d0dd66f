package io.murel.app.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.BadInputException;
import io.murel.app.console.ByteSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlacesTest {

  private static final String GOOD =
      """
      set:
        title: A set
        page: https://example.org
        licence: none
        folder: vqa/set
        advice: "Ask."
        files:
          - name: a.zip
            places: [https://example.org/a.zip]
            about: 1.5 MB
            unpack: {v2_a.json: a.json}
            unpacked: 3 MB
            facts: made up
      """;

  @TempDir private Path dir;

  // --- The list that comes with murel ---

  @Test
  void theListHasWhatTheOptionsFilesNeed() throws IOException {
    Map<String, Bundle> bundles = Places.shipped().bundles();
    List<String> folders = bundles.values().stream().flatMap(PlacesTest::results).toList();
    try (Stream<Path> files = Files.walk(Path.of("../options"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).toList()) {
        Matcher data =
            Pattern.compile("dir\\w*: data/(vqa/\\S+|skip\\S+)").matcher(Files.readString(file));
        while (data.find()) {
          String wanted = data.group(1);
          assertThat(folders)
              .as(file + " wants " + wanted)
              .anyMatch(f -> f.startsWith(wanted + "/") || f.equals(wanted));
        }
      }
    }
  }

  private static Stream<String> results(Bundle bundle) {
    return bundle.files().stream()
        .flatMap(file -> file.unpacking().results().stream())
        .map(name -> bundle.folder() + "/" + name);
  }

  @Test
  void vqa2IsUnpackedToTheNamesThatTheOriginalReads() {
    assertThat(results(Places.shipped().bundles().get("vqa2")))
        .map(name -> name.replace("vqa/vqa2/raw/annotations/", ""))
        .containsExactlyInAnyOrder(
            "OpenEnded_mscoco_train2014_questions.json",
            "OpenEnded_mscoco_val2014_questions.json",
            "OpenEnded_mscoco_test2015_questions.json",
            "OpenEnded_mscoco_test-dev2015_questions.json",
            "mscoco_train2014_annotations.json",
            "mscoco_val2014_annotations.json");
  }

  @Test
  void bundlesThatShareAFolderShareOnlyEqualFiles() {
    Places places = Places.shipped();
    for (Bundle one : places.bundles().values()) {
      for (Bundle other : places.bundles().values()) {
        for (RemoteFile file : one.files()) {
          other.files().stream()
              .filter(f -> one.folder().equals(other.folder()))
              .filter(f -> f.wanted().name().equals(file.wanted().name()))
              .forEach(f -> assertThat(f.wanted()).isEqualTo(file.wanted()));
        }
      }
    }
  }

  @Test
  void theDocumentationNamesEachBundleWithItsSizes() throws IOException {
    String text = Files.readString(Path.of("../docs/download.md"));
    for (Bundle bundle : Places.shipped().bundles().values()) {
      assertThat(text)
          .contains(
              "| `%s` | %s | %s |"
                  .formatted(
                      bundle.name(),
                      ByteSize.text(bundle.transferBytes()),
                      ByteSize.text(bundle.finalBytes())));
    }
  }

  @Test
  void checksumsDoNotComeTwice() {
    List<String> sums =
        Places.shipped().bundles().values().stream()
            .filter(bundle -> !bundle.name().equals("skip-thoughts-bi")) // shares a dictionary
            .flatMap(bundle -> bundle.files().stream())
            .flatMap(file -> file.wanted().checksum().stream())
            .map(sum -> sum.hex())
            .toList();
    assertThat(sums).doesNotHaveDuplicates().hasSize(8);
  }

  // --- Lists of one's own ---

  @Test
  void aListOfOnesOwnIsRead() throws IOException {
    Path file = Files.writeString(dir.resolve("my.yaml"), GOOD);
    Places places = Places.read(file);
    assertThat(places.source()).isEqualTo(file.toString());
    Bundle bundle = places.named(List.of("set")).get(0);
    assertThat(bundle.transferBytes()).isEqualTo(1_500_000);
    assertThat(bundle.finalBytes()).isEqualTo(3_000_000);
    assertThat(bundle.files().get(0).unpacking())
        .isEqualTo(new Unpacking.Files(Map.of("v2_a.json", "a.json"), 3_000_000));
  }

  @Test
  void anUnknownNameHasANearestOne() {
    assertThatThrownBy(() -> Places.shipped().named(List.of("vqacp")))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            "download: found 'vqacp', expected one of vqa2, vqacp2, vqacp2-archive, tdiuc, vgenome,"
                + " skip-thoughts, skip-thoughts-bi, coco-features, tdiuc-features,"
                + " vgenome-features, coco-tsv, lxmert-tsv, easy-vqa. Did you mean 'vqacp2'?");
  }

  @Test
  void aListThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> Places.read(Path.of("gone.yaml")))
        .isInstanceOf(BadInputException.class)
        .hasMessage("gone.yaml: found no such file, expected a list of places. Check the name.");
    assertThatThrownBy(() -> Places.read(dir))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(dir + ": found an unreadable file (");
  }

  @Test
  void whatIsWrongIsNamedWithItsBlock() {
    wrong(
        "title: A set",
        "titel: A set",
        "p.yaml: set.titel: found an unknown field, expected one of advice, files, folder, licence,"
            + " next, note, page, title. Did you mean 'title'?");
    wrong(
        "title: A set",
        "title: [1]",
        "p.yaml: set.title: found '[1]', expected a text. docs/download.md explains lists of places.");
    wrong(
        "  advice: \"Ask.\"\n",
        "",
        "p.yaml: set.advice: found nothing, expected a text. docs/download.md explains lists of places.");
    wrong(
        "about: 1.5 MB",
        "about: big",
        "p.yaml: set.files[0].about: found 'big', expected a number of bytes. For example: 7239401,"
            + " 25 GB or 1.5 MB.");
    wrong(
        "about: 1.5 MB",
        "size: 0",
        "p.yaml: set.files[0], a.zip: found a size below 1, expected the size of the file. Give size"
            + " (exact) or about.");
    wrong(
        "https://example.org/a.zip",
        "ftp://example.org/a.zip",
        "p.yaml: set.files[0], a.zip: found the address 'ftp://example.org/a.zip', expected one like"
            + " https://example.org/file.zip. Addresses begin with https:// or http:// and hold no"
            + " password.");
    wrong(
        "https://example.org/a.zip",
        "https://example.org/a b.zip",
        "p.yaml: set.files[0].places: found 'https://example.org/a b.zip', expected an address."
            + " Write special characters as %20 and so on.");
    wrong(
        "[https://example.org/a.zip]",
        "[]",
        "p.yaml: set.files[0], a.zip: found no place, expected at least one address. Add one under"
            + " places.");
    wrong(
        "about: 1.5 MB",
        "about: 1.5 MB\n      sha256: abc",
        "p.yaml: set.files[0], sha256: found 'abc', expected 64 digits 0-9 and a-f. Copy the whole"
            + " checksum, in quotes.");
    wrong(
        "folder: vqa/set",
        "folder: ../set",
        "p.yaml: set, folder: found '../set', expected a folder below the one for all data. For"
            + " example: vqa/vqa2/raw/annotations.");
    wrong(
        "name: a.zip",
        "name: ../a.zip",
        "p.yaml: set.files[0], name: found '../a.zip', expected the name of a file, without folders."
            + " Take the end of its address.");
    wrong(
        "v2_a.json: a.json",
        "v2_a.json: /a.json",
        "p.yaml: set.files[0], unpack: found the name '/a.json', expected one without folders. The"
            + " files of a list entry all go to its folder.");
    wrong(
        "name: a.zip",
        "name: a.json",
        "p.yaml: set.files[0], a.json: found a file to unpack that is no archive, expected a name"
            + " that ends in .zip, .tar, .tar.gz, .tgz or .gz. Take unpack away, or give the"
            + " archive.");
    wrong(
        "{v2_a.json: a.json}",
        "{v2_a.json: a.json, b.json: a.json}",
        "p.yaml: set.files[0], unpack: found no file, or two that get one name, expected names in the"
            + " archive, and those they get. For example: v2_train.json: train.json.");
    wrong(
        GOOD,
        "set: 5",
        "p.yaml: set: found '5', expected a block of fields. docs/download.md explains lists of places.");
    wrong(
        GOOD,
        "",
        "p.yaml: found nothing, expected a block of fields. docs/download.md explains lists of places.");
    wrong(
        "set:\n",
        "set: [\n",
        "p.yaml, line 3, column 7: found ':' in 'page: https://example.org', expected ',' or ']'. Mend this line or"
            + " the one before it.");
  }

  private static void wrong(String right, String wrong, String message) {
    assertThat(GOOD).contains(right);
    assertThatThrownBy(() -> PlacesReader.parse(GOOD.replace(right, wrong), "p.yaml"))
        .as(wrong)
        .isInstanceOf(BadInputException.class)
        .hasMessage(message);
  }
}
