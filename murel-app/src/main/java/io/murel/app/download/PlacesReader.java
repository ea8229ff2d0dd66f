package io.murel.app.download;

import io.murel.BadInputException;
import io.murel.app.download.transfer.Checksum;
import io.murel.app.download.transfer.Wanted;
import io.murel.app.options.Yaml11;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Reads a list of places; its own comments say what each field means. */
final class PlacesReader {

  private static final String SHIPPED = "places.yaml";
  private static final Set<String> BUNDLE =
      Set.of("title", "page", "licence", "folder", "next", "advice", "note", "files");
  private static final Set<String> FILE =
      Set.of(
          "name",
          "places",
          "size",
          "about",
          "sha256",
          "md5",
          "unpack",
          "unpack_folder",
          "unpacked",
          "facts");

  private PlacesReader() {}

  static Places shipped() {
    try (InputStream in = PlacesReader.class.getResourceAsStream(SHIPPED)) {
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), SHIPPED);
    } catch (IOException e) {
      throw new IllegalStateException(e); // part of the program
    }
  }

  static Places read(Path file) {
    try {
      return parse(Files.readString(file), file.toString());
    } catch (NoSuchFileException e) {
      throw BadInputException.at(file.toString())
          .found("no such file")
          .expected("a list of places")
          .remedy("Check the name.", e);
    } catch (IOException e) { // among others: it is not UTF-8
      throw BadInputException.at(file.toString())
          .found("an unreadable file (" + e.getMessage() + ")")
          .expected("a list of places, a YAML file")
          .remedy("Check that it is a text file that you may read.", e);
    }
  }

  static Places parse(String yaml, String source) {
    Fields all = Fields.of(source, Yaml11.construct(yaml, source));
    List<Bundle> bundles = new ArrayList<>();
    for (Object name : all.values().keySet()) {
      Fields block = Fields.of(source + ": " + name, all.values().get(name));
      bundles.add(located(block.where(), () -> bundle(String.valueOf(name), block)));
    }
    return Places.of(source, bundles);
  }

  private static Bundle bundle(String name, Fields block) {
    block.only(BUNDLE);
    List<RemoteFile> files =
        block.blocks("files").stream().map(f -> located(f.where(), () -> file(f))).toList();
    return new Bundle(
        name,
        block.text("title"),
        block.text("page"),
        block.text("licence"),
        block.text("folder"),
        block.text("next", ""),
        block.text("advice"),
        block.text("note", ""),
        files);
  }

  private static RemoteFile file(Fields block) {
    block.only(FILE);
    OptionalLong size =
        block.has("size") ? OptionalLong.of(block.bytes("size")) : OptionalLong.empty();
    Wanted wanted =
        new Wanted(
            block.text("name"),
            block.texts("places").stream().map(address -> address(block, address)).toList(),
            size,
            size.isPresent() ? size.getAsLong() : block.bytes("about"),
            checksum(block));
    return new RemoteFile(wanted, unpacking(block, wanted.name()), block.text("facts"));
  }

  private static URI address(Fields block, String address) {
    try {
      return URI.create(address);
    } catch (IllegalArgumentException e) {
      throw BadInputException.at(block.at("places"))
          .found("'" + address + "'")
          .expected("an address")
          .remedy("Write special characters as %20 and so on.");
    }
  }

  private static Optional<Checksum> checksum(Fields block) {
    for (Checksum.Algorithm algorithm : Checksum.Algorithm.values()) {
      if (block.has(algorithm.word())) {
        return Optional.of(new Checksum(algorithm, block.text(algorithm.word())));
      }
    }
    return Optional.empty();
  }

  private static Unpacking unpacking(Fields block, String name) {
    if (block.has("unpack")) {
      Map<String, String> names = block.block("unpack").texts();
      return new Unpacking.Files(names, block.bytes("unpacked"));
    }
    if (block.has("unpack_folder")) {
      return new Unpacking.Folder(block.text("unpack_folder"), block.bytes("unpacked"));
    }
    return new Unpacking.None(name);
  }

  private interface Part<T> {
    T read();
  }

  /** Says which block a record found fault with. */
  private static <T> T located(String where, Part<T> part) {
    try {
      return part.read();
    } catch (BadInputException e) {
      throw e.getMessage().startsWith(where)
          ? e
          : new BadInputException(where + ", " + e.getMessage(), e);
    }
  }
}
