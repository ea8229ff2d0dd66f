package io.murel.fusion;

import io.murel.nn.Kernel;
import org.bytedeco.pytorch.Tensor;

/** A way to compute a {@link RowMeeting}. All give the same numbers, up to rounding. */
public interface MeetingKernel extends Kernel {

  /** Whether this kernel can compute it. */
  boolean serves(RowMeeting meeting);

  /**
   * Computes z.
   *
   * @param result room for it
   */
  void forward(RowMeeting meeting, RowMeeting.Result result);

  /**
   * Computes the gradients.
   *
   * @param result what {@link #forward} gave
   * @param upstream gradient of z, {@code [rows, mm]}, dense
   * @param gradients room for them
   */
  void backward(
      RowMeeting meeting,
      RowMeeting.Result result,
      Tensor upstream,
      RowMeeting.Gradients gradients);
}
