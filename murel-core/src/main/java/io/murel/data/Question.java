package io.murel.data;

/**
 * A question as the question file has it.
 *
 * @param id unique within the data set
 * @param imageId number of the image
 * @param imageName file name of the image, the key of its regions; null where the file gives only
 *     the number
 * @param text as asked
 */
public record Question(long id, long imageId, String imageName, String text) {}
