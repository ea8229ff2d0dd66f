package io.murel.scenes.ask;

/** The types of questions; their words are the {@code question_type} of the annotations. */
public enum QuestionType {
  EXIST("exist"),
  COUNT("count"),
  QUERY("query"),
  COMPARE("compare"),
  SPATIAL("spatial"),
  NEAREST("nearest"),
  SAME("same"),
  TWO_HOP("two-hop");

  private final String word;

  QuestionType(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }
}
