package io.murel.app.tensorboard;

import static io.murel.app.tensorboard.MessageWriter.BYTES;
import static io.murel.app.tensorboard.MessageWriter.FIXED32;
import static io.murel.app.tensorboard.MessageWriter.FIXED64;
import static io.murel.app.tensorboard.MessageWriter.VARINT;

import java.nio.BufferUnderflowException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A point of a curve. TensorFlow's {@code Event} message holds it in these fields:
 *
 * <pre>
 * Event   { double wall_time = 1; int64 step = 2; string file_version = 3; Summary summary = 5; }
 * Summary { repeated Value value = 1; }
 * Value   { string tag = 1; float simple_value = 2; }
 * </pre>
 *
 * @param wallTime seconds since 1970
 * @param tag name of the curve
 */
record ScalarEvent(double wallTime, long step, String tag, float value) {

  /** What every event file begins with. */
  static byte[] fileVersion(double wallTime) {
    byte[] version = "brain.Event:2".getBytes(StandardCharsets.UTF_8);
    return new MessageWriter().real(1, wallTime).bytes(3, version).encoded();
  }

  byte[] encoded() {
    byte[] name = tag.getBytes(StandardCharsets.UTF_8);
    byte[] point = new MessageWriter().bytes(1, name).real(2, value).encoded();
    byte[] summary = new MessageWriter().bytes(1, point).encoded();
    MessageWriter event = new MessageWriter().real(1, wallTime);
    if (step != 0) { // 0 goes without saying
      event.whole(2, step);
    }
    return event.bytes(5, summary).encoded();
  }

  /** Reads an event; empty where it is none, or has no plain number. */
  static Optional<ScalarEvent> decoded(byte[] event) {
    double wallTime = 0;
    long step = 0;
    byte[] summary = {};
    try {
      MessageReader in = new MessageReader(event);
      while (in.next()) {
        if (in.is(1, FIXED64)) {
          wallTime = in.real64();
        } else if (in.is(2, VARINT)) {
          step = in.whole();
        } else if (in.is(5, BYTES)) {
          summary = in.bytes();
        } else {
          in.skip();
        }
      }
      MessageReader values = new MessageReader(summary);
      return values.next() && values.is(1, BYTES)
          ? point(new MessageReader(values.bytes()), wallTime, step)
          : Optional.empty();
    } catch (BufferUnderflowException e) {
      return Optional.empty();
    }
  }

  private static Optional<ScalarEvent> point(MessageReader in, double wallTime, long step) {
    String tag = null;
    Float value = null;
    while (in.next()) {
      if (in.is(1, BYTES)) {
        tag = new String(in.bytes(), StandardCharsets.UTF_8);
      } else if (in.is(2, FIXED32)) {
        value = in.real32();
      } else {
        in.skip();
      }
    }
    return tag == null || value == null
        ? Optional.empty()
        : Optional.of(new ScalarEvent(wallTime, step, tag, value));
  }
}
