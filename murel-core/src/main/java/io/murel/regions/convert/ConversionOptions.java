package io.murel.regions.convert;

import io.murel.BadInputException;
import io.murel.io.DType;
import java.nio.file.Path;
import java.util.List;

/**
 * What to convert, and how.
 *
 * @param inputs files or folders of one layout, in the order their images are to have
 * @param format their layout; null: guessed from the first
 * @param index of the images in an HDF5 file; null: the one beside it
 * @param target the store to make, {@code .safetensors}
 * @param dtype how features are stored: F32, or F16 in half the room with 11 bits of each number
 * @param naming what images are called, and which are taken
 * @param threads that decode, at least 1
 */
public record ConversionOptions(
    List<Path> inputs,
    InputFormat format,
    Path index,
    Path target,
    DType dtype,
    ImageNaming naming,
    int threads) {

  public ConversionOptions {
    inputs = List.copyOf(inputs);
    if (inputs.isEmpty()) {
      throw new IllegalArgumentException("no inputs");
    }
    if (!target.toString().endsWith(".safetensors")) {
      throw BadInputException.at("--out")
          .found("'" + target + "'")
          .expected("a name that ends in .safetensors")
          .remedy("For instance data/regions/train2014.safetensors.");
    }
    if (dtype != DType.F16 && dtype != DType.F32) {
      throw BadInputException.at("--dtype")
          .found(dtype)
          .expected("f16 or f32")
          .remedy("Features are stored as one of these.");
    }
    if (threads < 1) {
      throw BadInputException.at("--threads")
          .found(threads)
          .expected("at least 1")
          .remedy("Leave the option out to use the cores there are.");
    }
    if (index != null && inputs.size() > 1) {
      throw BadInputException.at("--index")
          .found("one index for %d inputs".formatted(inputs.size()))
          .expected("one input")
          .remedy("Put each index beside its file: train36.hdf5 and train36_imgid2idx.pkl.");
    }
  }
}
