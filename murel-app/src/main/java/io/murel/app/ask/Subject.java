package io.murel.app.ask;

import io.murel.vqa.Image;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;

/**
 * What is asked about.
 *
 * @param name for the user
 * @param image for the model
 * @param pixels to draw on; null where only regions are known
 * @param file with the picture; null where there is none
 * @param suggestions questions that can be asked about it; may be empty
 */
record Subject(
    String name, Image image, BufferedImage pixels, Path file, List<String> suggestions) {}
