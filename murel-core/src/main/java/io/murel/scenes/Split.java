package io.murel.scenes;

import java.util.Locale;

/** The splits of the data set. Ids of different splits never meet. */
public enum Split {
  TRAIN,
  VAL,
  TEST;

  /** More scenes than this are not asked of one split. */
  static final int MAX_SCENES = 1_000_000;

  /** Its name in files: train, val, test. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The {@code image_id} of its scene number {@code index}, counted from 0. */
  public int imageId(int index) {
    return ordinal() * MAX_SCENES + index + 1;
  }

  /** The name of an image without folder and suffix, for instance {@code scene_val_001000012}. */
  public String imageName(int imageId) {
    return String.format(Locale.ROOT, "scene_%s_%09d", word(), imageId);
  }
}
