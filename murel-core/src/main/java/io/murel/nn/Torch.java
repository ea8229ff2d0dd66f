package io.murel.nn;

import io.murel.BadInputException;
import io.murel.io.DType;
import io.murel.io.NdArray;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** The way into libtorch: loading it safely, and moving numbers in and out of tensors. */
public final class Torch {
  private Torch() {}

  static {
    load();
  }

  /**
   * Loads libtorch; every class of this library that touches it comes through here first. Without
   * the explicit extraction of libtorch_cpu a first start with an empty cache crashes where another
   * libtorch is installed: JavaCPP loads libtorch.so before its own libtorch_cpu.so lies beside it.
   *
   * @throws BadInputException if there is no room to unpack it or none for this machine; inside an
   *     {@link ExceptionInInitializerError} where a class is used for the first time
   */
  public static void load() {
    try {
      for (String build : new String[] {"-gpu", ""}) { // the one there is: profile cuda, or not
        Loader.cacheResource(
            org.bytedeco.pytorch.presets.torch.class,
            "/org/bytedeco/pytorch/"
                + Loader.getPlatform()
                + build
                + "/"
                + System.mapLibraryName("torch_cpu"));
      }
      Loader.load(org.bytedeco.pytorch.presets.torch.class);
    } catch (IOException e) {
      throw BadInputException.at("libtorch")
          .found("that it cannot be unpacked (" + e.getMessage() + ")")
          .expected("some 500 MB of room on the disk of the home directory")
          .remedy(
              "Make room, or name another folder with the Java option"
                  + " -Dorg.bytedeco.javacpp.cachedir=FOLDER.",
              e);
    } catch (UnsatisfiedLinkError e) {
      throw BadInputException.at("libtorch")
          .found("that it cannot be loaded (" + e.getMessage() + ")")
          .expected("its libraries for " + Loader.getPlatform())
          .remedy("Build MuRel on the machine it is to run on.", e);
    }
  }

  /** A F32 tensor of the given shape, copied from the array. */
  public static Tensor tensor(float[] values, long... shape) {
    return tensor(NdArray.of(values, shape));
  }

  /** An I64 tensor of the given shape, copied from the array. */
  public static Tensor tensor(long[] values, long... shape) {
    return tensor(NdArray.of(values, shape));
  }

  /** A tensor with its own copy of the array; F16 is widened to F32. */
  public static Tensor tensor(NdArray array) {
    if (array.dtype() == DType.F16) {
      return tensor(NdArray.of(array.floats(), array.shape()));
    }
    Tensor out = torch.empty(array.shape(), new TensorOptions(scalarType(array.dtype())), null);
    if (array.numel() > 0) {
      byteBuffer(out).put(array.bytes());
    }
    return out;
  }

  /** The elements as an array in row-major order, whatever the strides or the device. */
  public static NdArray array(Tensor tensor) {
    Tensor dense = tensor.detach().cpu().contiguous();
    ByteBuffer copy =
        ByteBuffer.allocate(Math.toIntExact(dense.nbytes())).order(ByteOrder.LITTLE_ENDIAN);
    if (copy.hasRemaining()) {
      copy.put(byteBuffer(dense)).flip();
    }
    return new NdArray(dtype(dense.scalar_type().intern()), tensor.shape(), copy);
  }

  /** The elements as floats, row-major. */
  public static float[] floats(Tensor tensor) {
    return array(tensor).floats();
  }

  /** The elements as doubles, row-major. */
  public static double[] doubles(Tensor tensor) {
    return array(tensor).doubles();
  }

  /** The elements as longs, row-major. */
  public static long[] longs(Tensor tensor) {
    return array(tensor).longs();
  }

  /** The bytes of a dense CPU tensor, in place. */
  private static ByteBuffer byteBuffer(Tensor dense) {
    Pointer data = dense.data_ptr();
    return new BytePointer(data)
        .capacity(dense.nbytes())
        .asByteBuffer()
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  static ScalarType scalarType(DType dtype) {
    return switch (dtype) {
      case F16 -> ScalarType.Half;
      case F32 -> ScalarType.Float;
      case F64 -> ScalarType.Double;
      case I8 -> ScalarType.Char;
      case U8 -> ScalarType.Byte;
      case I16 -> ScalarType.Short;
      case I32 -> ScalarType.Int;
      case I64 -> ScalarType.Long;
      case BOOL -> ScalarType.Bool;
    };
  }

  static DType dtype(ScalarType type) {
    for (DType dtype : DType.values()) {
      if (scalarType(dtype) == type) {
        return dtype;
      }
    }
    throw new IllegalArgumentException("no array type for tensors of " + type);
  }
}
