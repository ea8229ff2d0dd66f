package io.murel.data;

/**
 * A question as the question file has it.
 *
 * @param id unique within the data set
 * @param imageId number of the image
 * @param imageName file name of the image; null where the file gives only the number
 * @param regionKey the key of the image's regions: the image name, but for a few data sets
 * @param text as asked
 */
public record Question(long id, long imageId, String imageName, String regionKey, String text) {

  /** A question whose regions go by the name of its image, as is usual. */
  public Question(long id, long imageId, String imageName, String text) {
    this(id, imageId, imageName, imageName, text);
  }

  /** The same question about an image of this name. */
  public Question named(String name) {
    return new Question(id, imageId, name, name, text);
  }

  /** The same question, the regions of its image under this key. */
  public Question withRegions(String key) {
    return new Question(id, imageId, imageName, key, text);
  }
}
