package io.murel.regions;

/**
 * A place in what is being converted.
 *
 * @param input number of the input, from 0
 * @param offset where in it, in a unit of its own
 */
public record Mark(int input, long offset) {}
