package io.murel.vqa;

/**
 * A question about an image.
 *
 * @param image asked about
 * @param question in words
 */
public record Query(Image image, String question) {}
