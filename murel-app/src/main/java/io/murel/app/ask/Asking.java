package io.murel.app.ask;

import io.murel.BadInputException;
import io.murel.vqa.Answer;
import io.murel.vqa.Explanation;
import io.murel.vqa.LoadOptions;
import io.murel.vqa.Query;
import io.murel.vqa.VqaModel;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.OptionalLong;

/** Asks a model one question, or all that a user types. */
public final class Asking {

  private static final String HISTORY = "ask-history.txt";

  private final AskOptions options;
  private final InputStream in;
  private final PrintWriter out;
  private final PrintWriter err;
  private final UserFolders folders = UserFolders.ofThisMachine();
  private final ReasoningPicture picture; // null: none is wanted

  /**
   * @param in questions, where none is given and no person types them
   * @param out answers
   * @param err messages about questions that cannot be answered
   * @throws BadInputException if the picture's name says no form
   */
  public Asking(AskOptions options, InputStream in, PrintWriter out, PrintWriter err) {
    this.options = options;
    this.in = in;
    this.out = out;
    this.err = err;
    this.picture = options.picture() == null ? null : new ReasoningPicture(options.picture());
  }

  /**
   * Asks.
   *
   * @param person whether a person types the questions
   * @return whether all were answered; a person is told at once
   * @throws BadInputException if the model or the image cannot be used, or the one question cannot
   *     be answered
   */
  public boolean run(boolean person) throws IOException {
    LoadOptions loading = LoadOptions.DEFAULT.withRegions(options.regions());
    try (VqaModel model = VqaModel.load(options.model(), loading)) {
      Subjects subjects = new Subjects(model, folders.cache());
      if (options.question() != null) {
        answer(model, first(subjects), options.question());
        return true;
      }
      try (Lines lines = lines(person)) {
        return new Conversation(subjects, model, lines).run();
      }
    }
  }

  private Lines lines(boolean person) throws IOException {
    return person && !options.json()
        ? new TerminalLines(folders.state().resolve(HISTORY))
        : new StreamLines(in);
  }

  private Subject first(Subjects subjects) throws IOException {
    return options.image() == null
        ? scene(subjects, options.seed())
        : subjects.named(options.image());
  }

  private Subject scene(Subjects subjects, OptionalLong seed) throws IOException {
    Subject scene = subjects.scene(seed.orElseGet(Subjects::anySeed));
    if (!options.json()) {
      String number = scene.name().substring(scene.name().indexOf(' ') + 1);
      out.println("A new scene, --seed " + number + ": " + scene.file());
    }
    return scene;
  }

  private void answer(VqaModel model, Subject subject, String question) throws IOException {
    Query query = new Query(subject.image(), question);
    Explanation why = picture == null ? null : model.explain(query, options.topK());
    List<Answer> answers = why == null ? model.answer(query, options.topK()) : why.answers();
    List<String> unknown = model.unknownWords(question);
    if (options.json()) {
      out.println(AnswerJson.of(subject, question, answers, unknown));
    } else {
      if (!unknown.isEmpty()) {
        out.println("  (new to the model: " + String.join(", ", unknown) + ")");
      }
      AnswerBars.lines(answers).forEach(out::println);
    }
    if (why != null) {
      picture.write(subject, question, why);
      if (!options.json()) {
        out.println("  The reasoning: " + picture.file());
      }
    }
    out.flush();
  }

  /** Question after question about an image that may change. */
  private final class Conversation {

    private final Subjects subjects;
    private final VqaModel model;
    private final Lines lines;
    private Subject subject;
    private boolean allAnswered = true;

    Conversation(Subjects subjects, VqaModel model, Lines lines) {
      this.subjects = subjects;
      this.model = model;
      this.lines = lines;
    }

    boolean run() throws IOException {
      turnTo(first(subjects));
      if (lines.interactive()) {
        out.println(
            "Type a question; :new draws a scene, :image FILE_OR_NAME takes another image,");
        out.println(":help says more, :quit or Ctrl-D ends.");
        out.flush();
      }
      for (String line = lines.next(); line != null; line = lines.next()) {
        String text = line.strip();
        if (text.equals(":quit")) {
          break;
        }
        if (!text.isEmpty()) {
          one(text);
        }
      }
      return allAnswered || lines.interactive();
    }

    /** One line; what is wrong with it does not end the conversation. */
    private void one(String text) throws IOException {
      try {
        if (!text.startsWith(":")) {
          answer(model, subject, text);
        } else if (text.equals(":new")) {
          turnTo(scene(subjects, OptionalLong.empty()));
        } else if (text.startsWith(":image ")) {
          turnTo(subjects.named(text.substring(":image ".length()).strip()));
        } else if (text.equals(":help")) {
          help();
        } else {
          throw BadInputException.at("the line")
              .found("'" + text + "'")
              .expected("a question, :new, :image FILE_OR_NAME, :help or :quit")
              .remedy("Commands begin with a colon, questions do not.");
        }
      } catch (BadInputException e) {
        allAnswered = false;
        out.flush();
        err.println("Error: " + e.getMessage());
        err.flush();
      }
    }

    private void turnTo(Subject next) {
      subject = next;
      if (lines.interactive()) {
        if (next.file() == null || options.image() != null) {
          out.println("About " + next.name() + ".");
        }
        if (!next.suggestions().isEmpty()) {
          out.println("For instance:");
          next.suggestions().forEach(question -> out.println("  " + question));
        }
        out.flush();
      }
    }

    private void help() {
      out.println("A line without a colon in front is a question about the image.");
      out.println("  :new                  draw another scene");
      out.println("  :image FILE_OR_NAME   ask about a picture file, or an image by its name");
      out.println("  :quit                 end; so does Ctrl-D");
      out.println("Arrow up and Ctrl-R find questions of before.");
      out.flush();
    }
  }
}
