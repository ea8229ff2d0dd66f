package io.murel.app.serve.image;

/**
 * A question worth asking about an image, and its right answer.
 *
 * @param question in words
 * @param type as the data set calls it: exist, count, query, compare, spatial, nearest, same,
 *     two-hop
 * @param answer the right one
 */
public record SuggestedQuestion(String question, String type, String answer) {}
