package io.murel.io;

import io.murel.BadInputException;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header of an array in NumPy's npy format (versions 1 to 3, little or big endian, row-major or
 * Fortran order). Unsigned types without a counterpart here are widened by the reader.
 *
 * @param kind {@code f} floating point, {@code i} signed, {@code u} unsigned, {@code b} truth value
 * @param itemSize bytes of one element
 * @param bigEndian byte order of the elements
 * @param fortranOrder whether the first index varies fastest
 * @param shape extents, outermost first
 * @param headerBytes where the data starts
 */
record NpyHeader(
    char kind,
    int itemSize,
    boolean bigEndian,
    boolean fortranOrder,
    long[] shape,
    long headerBytes) {

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int LONGEST = 1 << 20;
  private static final int MOST_DIMENSIONS = 64; // numpy's own limit
  // Python 2 marks text with u and long integers with L.
  private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*u?(['\"])(.*?)\\1");
  private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([^()]*)\\)");
  private static final Pattern TYPE = Pattern.compile("([<>|=])([fiub])(\\d)");

  /** Number of elements. */
  long numel() {
    return NdArray.numel(shape);
  }

  /** Bytes of all elements as stored. */
  long dataBytes() {
    return Math.multiplyExact(numel(), (long) itemSize);
  }

  /** What the elements become: the same type, or the next wider one for unsigned integers. */
  DType dtype() {
    return switch (kind) {
      case 'f' -> itemSize == 2 ? DType.F16 : itemSize == 4 ? DType.F32 : DType.F64;
      case 'b' -> DType.BOOL;
      case 'u' -> itemSize == 1 ? DType.U8 : itemSize == 2 ? DType.I32 : DType.I64;
      default ->
          switch (itemSize) {
            case 1 -> DType.I8;
            case 2 -> DType.I16;
            case 4 -> DType.I32;
            default -> DType.I64;
          };
    };
  }

  /**
   * Reads a header and leaves the stream at the first element.
   *
   * @param where the file (and member), for messages
   */
  static NpyHeader read(InputStream stream, String where) throws IOException {
    DataInputStream in = new DataInputStream(stream);
    try {
      byte[] magic = new byte[MAGIC.length];
      in.readFully(magic);
      int major = in.readUnsignedByte();
      in.readUnsignedByte(); // the minor version changes nothing
      if (!Arrays.equals(magic, MAGIC) || major < 1 || major > 3) {
        throw broken(where, "no npy header", null);
      }
      int lengthBytes = major == 1 ? 2 : 4;
      long length =
          major == 1
              ? Short.toUnsignedInt(Short.reverseBytes(in.readShort()))
              : Integer.toUnsignedLong(Integer.reverseBytes(in.readInt()));
      if (length > LONGEST) {
        throw broken(where, "a header of " + length + " bytes", null);
      }
      byte[] text = new byte[(int) length];
      in.readFully(text);
      return parse(
          new String(text, major == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1),
          MAGIC.length + 2 + lengthBytes + length,
          where);
    } catch (EOFException e) {
      throw broken(where, "a file that ends inside its header", e);
    }
  }

  private static NpyHeader parse(String text, long headerBytes, String where) {
    Matcher descr = DESCR.matcher(text);
    Matcher order = ORDER.matcher(text);
    Matcher shape = SHAPE.matcher(text);
    String typeName = descr.find() ? descr.group(2) : "a record";
    Matcher type = TYPE.matcher(typeName);
    if (!type.matches() || !legal(type.group(2).charAt(0), Integer.parseInt(type.group(3)))) {
      throw BadInputException.at(where)
          .found("elements of type " + typeName)
          .expected("numbers (f2, f4, f8, i1 to i8, u1 to u8 or b1)")
          .remedy("Save the array as plain numbers, for instance with numpy's astype('float32').");
    }
    if (!order.find() || !shape.find()) {
      throw broken(where, "an unreadable header " + text.strip(), null);
    }
    try {
      NpyHeader header =
          new NpyHeader(
              type.group(2).charAt(0),
              Integer.parseInt(type.group(3)),
              type.group(1).equals(">"),
              order.group(1).equals("True"),
              extents(shape.group(1)),
              headerBytes);
      header.dataBytes(); // fails here, not later, where the product overflows
      if (header.shape().length > MOST_DIMENSIONS) {
        throw broken(where, "an array of " + header.shape().length + " dimensions", null);
      }
      return header;
    } catch (ArithmeticException | NumberFormatException e) {
      throw broken(where, "an impossible shape (" + shape.group(1) + ")", e);
    }
  }

  private static boolean legal(char kind, int size) {
    return switch (kind) {
      case 'f' -> size == 2 || size == 4 || size == 8;
      case 'b' -> size == 1;
      default -> size == 1 || size == 2 || size == 4 || size == 8;
    };
  }

  private static long[] extents(String text) {
    return Arrays.stream(text.split(","))
        .map(String::strip)
        .filter(extent -> !extent.isEmpty())
        .map(extent -> extent.endsWith("L") ? extent.substring(0, extent.length() - 1) : extent)
        .mapToLong(NpyHeader::extent)
        .toArray();
  }

  private static long extent(String text) {
    long value = Long.parseLong(text);
    if (value < 0) {
      throw new NumberFormatException("negative");
    }
    return value;
  }

  static BadInputException broken(String where, String found, Exception cause) {
    return BadInputException.at(where)
        .found(found)
        .expected("a complete npy array")
        .remedy("The file is truncated or of another format; write or download it again.", cause);
  }
}
