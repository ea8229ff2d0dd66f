package io.murel.app.serve.image;

/**
 * In pixels, as the picture is looked at.
 *
 * @param width of the upright picture
 * @param height of the upright picture
 */
public record PictureSize(int width, int height) {}
