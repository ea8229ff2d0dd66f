package io.murel.data.prepare;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes numbers and texts in few bytes. Numbers take seven bits a byte, low bits first, the eighth
 * bit saying that more follow; texts that occur often are written once and then referred to. {@link
 * CompactInput} reads it.
 */
final class CompactOutput {

  private final OutputStream out;
  private final Map<String, Integer> known = new HashMap<>();

  CompactOutput(OutputStream out) {
    this.out = out;
  }

  /** A number from 0. */
  void number(long number) throws IOException {
    long rest = number;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) (rest | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  /** Any number; small ones of either sign take few bytes. */
  void signed(long number) throws IOException {
    number(number << 1 ^ number >> 63);
  }

  /** A text, with every character it has: Latin ones in a byte each, others in two. */
  void text(String text) throws IOException {
    boolean latin = text.chars().allMatch(c -> c <= 0xFF);
    number((long) text.length() << 1 | (latin ? 0 : 1));
    if (latin) {
      out.write(text.getBytes(StandardCharsets.ISO_8859_1));
      return;
    }
    for (int i = 0; i < text.length(); i++) {
      out.write(text.charAt(i) >> 8);
      out.write(text.charAt(i));
    }
  }

  /** A text that may have occurred before, or null. */
  void shared(String text) throws IOException {
    Integer index = text == null ? Integer.valueOf(0) : known.get(text);
    if (index != null) {
      number(index);
      return;
    }
    known.put(text, known.size() + 1);
    number(known.size());
    text(text);
  }

  /** Texts, each as {@link #shared}. */
  void sharedList(List<String> texts) throws IOException {
    number(texts.size());
    for (String text : texts) {
      shared(text);
    }
  }
}
