package io.murel.app.ask;

import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * What to ask and how to show it.
 *
 * @param model directory of a run or an exported model
 * @param regions a store with images to ask about by name; null: the model's
 * @param image a picture file or a name; null: a new scene
 * @param seed of the scene; empty: any
 * @param question null: ask the user for questions
 * @param topK answers to show
 * @param json one line of JSON for each question
 * @param picture where to draw the reasoning, PNG or SVG; null: nowhere
 */
public record AskOptions(
    Path model,
    Path regions,
    String image,
    OptionalLong seed,
    String question,
    int topK,
    boolean json,
    Path picture) {}
