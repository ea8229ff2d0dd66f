package io.murel.data;

/** File names of the images of COCO, which VQA and its relatives ask about. */
public final class CocoNames {
  private CocoNames() {}

  private static final int DIGITS = 12;

  /**
   * For instance {@code COCO_train2014_000000000042.jpg}.
   *
   * @param subtype the set of images: "train2014", "val2014", "test2015"; "test-dev2015" is a part
   *     of the last
   */
  public static String of(String subtype, long imageId) {
    String images = subtype.equals("test-dev2015") ? "test2015" : subtype;
    String number = Long.toString(imageId);
    String zeros = "0".repeat(Math.max(0, DIGITS - number.length()));
    return "COCO_" + images + "_" + zeros + number + ".jpg";
  }
}
