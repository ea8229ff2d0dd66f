package io.murel.scenes.ask;

/**
 * Two objects that a question relates: the thing <em>left of the ball</em>.
 *
 * @param asked the object that is found or compared, an index into the scene
 * @param reference the object from which it is found or with which it is compared
 */
public record Hop(int asked, int reference) {}
