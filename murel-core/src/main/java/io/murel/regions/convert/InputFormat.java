package io.murel.regions.convert;

import io.murel.BadInputException;
import io.murel.options.Nearest;
import io.murel.regions.PthRegions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The layouts that can be read. */
public enum InputFormat {
  /** The original's folder of {@code .pth} files. */
  PTH("images"),
  /** Bottom-up-attention's TSV, plain or gzip. */
  TSV("MB"),
  /** openvqa's folder of {@code .npz} files. */
  NPZ("images"),
  /** The HDF5 files of bottom-up-attention-vqa and BAN. */
  HDF5("images"),
  /** The LMDB of mmf and ViLBERT. */
  LMDB("images");

  private static final long HDF5_MAGIC = 0x0A1A0A0D46444889L; // \x89HDF\r\n\x1a\n
  private static final int LMDB_MAGIC = 0xBEEFC0DE;
  private static final int LMDB_MAGIC_AT = 16;

  private final String unit;

  InputFormat(String unit) {
    this.unit = unit;
  }

  /** What progress counts, in the plural. */
  public String unit() {
    return unit;
  }

  /** Its name on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The layout of that name.
   *
   * @throws BadInputException for another one, with the nearest
   */
  public static InputFormat named(String name) {
    List<String> names = Arrays.stream(values()).map(InputFormat::toString).toList();
    int index = names.indexOf(name);
    if (index < 0) {
      throw BadInputException.at("--from")
          .found("'" + name + "'")
          .expected("one of " + String.join(", ", names))
          .remedy(Nearest.suggestion(name, names));
    }
    return values()[index];
  }

  /**
   * The layout of what lies at a path: by the files in a folder, by a file's first bytes.
   *
   * @throws BadInputException if there is nothing, or nothing known
   */
  public static InputFormat guess(Path input) throws IOException {
    InputFormat format = null;
    if (Files.isDirectory(input)) {
      format = guessFolder(input);
    } else if (Files.isRegularFile(input)) {
      format = guessFile(input);
    } else {
      throw BadInputException.at(input.toString())
          .found("no such file or folder")
          .expected("region features")
          .remedy("Check the path.");
    }
    if (format == null) {
      throw BadInputException.at(input.toString())
          .found("no layout that is known")
          .expected("a folder of .pth or .npz files, a .tsv, an HDF5 file, or an LMDB folder")
          .remedy("Give the folder the files are in, or say what it is with --from.");
    }
    return format;
  }

  private static InputFormat guessFolder(Path folder) throws IOException {
    if (Files.exists(folder.resolve("data.mdb"))) {
      return LMDB;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.{pth,npz}")) {
      for (Path file : files) {
        return file.toString().endsWith(".pth") ? PTH : NPZ;
      }
    }
    return null;
  }

  private static InputFormat guessFile(Path file) throws IOException {
    byte[] start = new byte[LMDB_MAGIC_AT + Integer.BYTES];
    int length;
    try (var in = Files.newInputStream(file)) {
      length = in.readNBytes(start, 0, start.length);
    }
    ByteBuffer bytes = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN);
    if (length == start.length && bytes.getLong(0) == HDF5_MAGIC) {
      return HDF5;
    }
    if (length == start.length && bytes.getInt(LMDB_MAGIC_AT) == LMDB_MAGIC) {
      return LMDB;
    }
    boolean gzip = start[0] == 0x1F && start[1] == (byte) 0x8B;
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return gzip || name.contains(".tsv") ? TSV : null;
  }

  /**
   * Opens an input.
   *
   * @param index of an HDF5 file's images; null: the one beside it
   */
  RegionInput open(Path input, Path index) throws IOException {
    return switch (this) {
      case PTH -> FolderInput.open(folder(input), ".pth", PthRegions::read);
      case NPZ -> FolderInput.open(folder(input), ".npz", NpzRegions::read);
      case TSV -> TsvInput.open(file(input));
      case HDF5 -> Hdf5Input.open(file(input), index);
      case LMDB -> LmdbInput.open(input);
    };
  }

  private Path folder(Path input) {
    return require(input, Files.isDirectory(input), "a folder of ." + this + " files");
  }

  private Path file(Path input) {
    return require(input, Files.isRegularFile(input), "a file");
  }

  private Path require(Path input, boolean right, String expected) {
    if (!right) {
      throw BadInputException.at(input.toString())
          .found(Files.isDirectory(input) ? "a folder" : "no such " + expected)
          .expected(expected + " for --from " + this)
          .remedy("Check the path.");
    }
    return input;
  }
}
