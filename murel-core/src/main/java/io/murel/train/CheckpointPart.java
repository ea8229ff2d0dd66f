package io.murel.train;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files of a checkpoint. */
public enum CheckpointPart {
  MODEL,
  OPTIMIZER,
  ENGINE;

  private final Pattern pattern = Pattern.compile("ckpt_(.+)_" + word() + "\\.pth\\.tar");

  private String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** {@code ckpt_NAME_model.pth.tar}, for instance. */
  public String fileName(String checkpoint) {
    return "ckpt_" + checkpoint + "_" + word() + ".pth.tar";
  }

  /** The checkpoint that a file of this name is part of; empty where it is another part or file. */
  public Optional<String> checkpoint(String fileName) {
    Matcher matcher = pattern.matcher(fileName);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
