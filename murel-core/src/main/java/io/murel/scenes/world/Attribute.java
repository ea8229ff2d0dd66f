package io.murel.scenes.world;

import java.util.List;

/** What can be said about one object on its own. */
public enum Attribute {
  SIZE("size", "small", "large"),
  MATERIAL("surface", "matte", "shiny", "striped"),
  COLOR("color", "red", "orange", "yellow", "green", "cyan", "blue", "purple", "white"),
  SHAPE("shape", "ball", "square", "triangle", "star", "cross", "ring");

  private final String word;
  private final List<String> names;

  Attribute(String word, String... names) {
    this.word = word;
    this.names = List.of(names);
  }

  /** Its name in questions and files. */
  public String word() {
    return word;
  }

  /** The names of its values; they are the answers of questions about it. */
  public List<String> names() {
    return names;
  }

  /** This attribute as a bit, for sets of attributes. */
  public int bit() {
    return 1 << ordinal();
  }
}
