/**
 * Drawn scenes with questions about them: the data set inside.
 *
 * <p>{@link io.murel.scenes.ScenesWriter} makes it. {@code world} says what a scene holds, {@code
 * draw} turns it into pixels, {@code ask} makes up questions, answers them and chooses among them
 * so that the answers are balanced. Everything follows from the seed: no number comes from the
 * platform's graphics, from the order of a hash table or from the timing of threads.
 */
package io.murel.scenes;
