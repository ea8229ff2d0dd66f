/**
 * Files of Python's {@code torch.save}: {@link io.murel.io.pth.PthReader} reads both formats (zip
 * and legacy), {@link io.murel.io.pth.PthWriter} writes what {@code torch.load(weights_only=True)}
 * accepts. {@link io.murel.io.pth.PickleReader} reads plain pickles.
 *
 * <p>The content is plain Java: {@code LinkedHashMap} (a dict), {@link
 * io.murel.io.pth.OrderedDict}, {@code ArrayList} (a list), {@link io.murel.io.pth.Tuple}, {@code
 * LinkedHashSet}, {@code Long}, {@code Double}, {@code Boolean}, {@code String}, {@code byte[]},
 * null, and {@link io.murel.io.NdArray} (a tensor or a numpy array).
 *
 * <p>These files are pickles, programs that may call anything in Python. The interpreter here knows
 * the opcodes that build data and a short list of constructors; whatever else a file names is
 * refused by name. It looks up no class and its work is bounded by the size of the file.
 */
package io.murel.io.pth;
