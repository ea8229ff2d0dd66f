package io.murel.text;

import io.murel.BadInputException;
import io.murel.io.NdArray;
import io.murel.io.Npy;
import io.murel.io.Npz;
import io.murel.nn.Torch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * The published skip-thoughts files in one folder: {@code dictionary.txt}, and {@code utable.npy}
 * with {@code uni_skip.npz} or {@code btable.npy} with {@code bi_skip.npz}. Sizes are those of the
 * arrays. Of the word tables (gigabytes) only the rows of the vocabulary are read.
 *
 * @param folder where they lie
 * @param bidirectional which of the two models
 */
record SkipThoughtsFiles(Path folder, boolean bidirectional) {

  private static final String UNKNOWN = "UNK";

  Path dictionary() {
    return folder.resolve("dictionary.txt");
  }

  Path table() {
    return folder.resolve(bidirectional ? "btable.npy" : "utable.npy");
  }

  Path model() {
    return folder.resolve(bidirectional ? "bi_skip.npz" : "uni_skip.npz");
  }

  /**
   * Whether all files are there.
   *
   * @return false if none is
   * @throws BadInputException if some are and some are not
   */
  boolean present() {
    List<Path> needed = List.of(dictionary(), table(), model());
    List<Path> missing = needed.stream().filter(file -> !Files.isRegularFile(file)).toList();
    if (!missing.isEmpty() && missing.size() < needed.size()) {
      throw BadInputException.at(folder.toString())
          .found("no " + String.join(", no ", names(missing)))
          .expected("the skip-thoughts files " + String.join(", ", names(needed)))
          .remedy("Add what is missing, or set dir_st to null to start from random weights.");
    }
    return missing.isEmpty();
  }

  private static List<String> names(List<Path> files) {
    return files.stream().map(file -> file.getFileName().toString()).toList();
  }

  /**
   * Reads the weights.
   *
   * @param words the word of each id 1..n; one that the dictionary lacks gets the vector of UNK
   * @throws BadInputException if a file is damaged or the sizes do not fit together
   */
  SkipThoughtsWeights read(List<String> words) throws IOException {
    Tensor vectors = Torch.tensor(Npy.readRows(table(), rows(words))); // [n, E]
    try (Npz arrays = Npz.open(model())) {
      GruWeights forward = direction(arrays, "encoder_", vectors.size(1));
      GruWeights backward = bidirectional ? direction(arrays, "encoder_r_", vectors.size(1)) : null;
      return new SkipThoughtsWeights(vectors, forward, backward);
    }
  }

  private int[] rows(List<String> words) throws IOException {
    Map<String, Integer> rowOfWord = SkipThoughtsDictionary.read(dictionary());
    Integer unknown = rowOfWord.get(UNKNOWN);
    return words.stream()
        .mapToInt(
            word -> {
              Integer row = rowOfWord.getOrDefault(word, unknown);
              if (row == null) {
                throw BadInputException.at(dictionary().toString())
                    .found("neither '" + word + "' nor " + UNKNOWN)
                    .expected("a line " + UNKNOWN + " for the words that are missing")
                    .remedy("Use the dictionary that belongs to the skip-thoughts tables.");
              }
              return row;
            })
        .toArray();
  }

  /** The original keeps the gates r and i apart from the candidate, and all of them transposed. */
  private GruWeights direction(Npz arrays, String prefix, long embedding) throws IOException {
    long[] square = arrays.get(prefix + "Ux").shape();
    long hidden = square.length == 0 ? 0 : square[0];
    Tensor biases = // [3H]
        joined(load(arrays, prefix + "b", 2 * hidden), load(arrays, prefix + "bx", hidden));
    return new GruWeights(
        joined(
                load(arrays, prefix + "W", embedding, 2 * hidden),
                load(arrays, prefix + "Wx", embedding, hidden))
            .t() // [3H, E]
            .contiguous(),
        joined(
                load(arrays, prefix + "U", hidden, 2 * hidden),
                load(arrays, prefix + "Ux", hidden, hidden))
            .t() // [3H, H]
            .contiguous(),
        biases,
        torch.zeros_like(biases));
  }

  private static Tensor joined(Tensor gates, Tensor candidate) {
    return torch.cat(new TensorVector(gates, candidate), -1);
  }

  private Tensor load(Npz arrays, String name, long... shape) throws IOException {
    NdArray array = arrays.get(name);
    if (!Arrays.equals(array.shape(), shape)) {
      throw BadInputException.at(model() + "[" + name + "]")
          .found("shape " + Arrays.toString(array.shape()))
          .expected("shape " + Arrays.toString(shape))
          .remedy("Use " + table().getFileName() + " and the arrays of one model.");
    }
    return Torch.tensor(array.floats(), shape);
  }
}
