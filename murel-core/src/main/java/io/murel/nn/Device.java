package io.murel.nn;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * Where numbers lie and are computed with. A value: libtorch's own class is freed with the {@code
 * PointerScope} it was made in.
 *
 * @param name libtorch's: "cpu", "cuda:0"
 */
public record Device(String name) {

  static {
    Torch.load();
  }

  /** The processor and its memory. */
  public static final Device CPU = new Device("cpu");

  /**
   * A GPU.
   *
   * @param number from 0
   */
  public static Device cuda(int number) {
    return new Device("cuda:" + number);
  }

  /** Where a tensor lies. */
  public static Device of(Tensor tensor) {
    if (tensor.is_cpu()) {
      return CPU;
    }
    try (PointerScope scope = new PointerScope()) {
      return new Device(tensor.device().str().getString());
    }
  }

  /** Whether this is the CPU. */
  public boolean isCpu() {
    return equals(CPU);
  }

  /** Whether this is a GPU. */
  public boolean isCuda() {
    return name.startsWith("cuda");
  }

  /** Which one of its kind, from 0. */
  public int number() {
    int colon = name.indexOf(':');
    return colon < 0 ? 0 : Integer.parseInt(name.substring(colon + 1));
  }

  /** The tensor if it lies here, else a copy of it; null stays null. */
  public Tensor move(Tensor tensor) {
    return tensor == null || of(tensor).equals(this) ? tensor : copy(tensor);
  }

  private Tensor copy(Tensor tensor) {
    return tensor.to(new org.bytedeco.pytorch.Device(name), tensor.scalar_type().intern());
  }

  @Override
  public String toString() {
    return name;
  }
}
