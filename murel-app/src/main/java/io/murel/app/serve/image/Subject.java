package io.murel.app.serve.image;

import io.murel.vqa.Image;

/**
 * What a question is about.
 *
 * @param image for the network
 * @param size of its picture; null where only its regions are known
 */
public record Subject(Image image, PictureSize size) {}
