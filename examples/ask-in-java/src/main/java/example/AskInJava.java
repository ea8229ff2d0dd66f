package example;

import io.murel.vqa.Answer;
import io.murel.vqa.Image;
import io.murel.vqa.Query;
import io.murel.vqa.VqaModel;
import java.nio.file.Path;

/**
 * Asks a trained network one question about a picture: {@code AskInJava MODEL PICTURE QUESTION}.
 */
public final class AskInJava {
  private AskInJava() {}

  public static void main(String[] arguments) throws Exception {
    Query query = new Query(Image.read(Path.of(arguments[1])), arguments[2]);
    try (VqaModel model = VqaModel.load(Path.of(arguments[0]))) {
      for (Answer answer : model.answer(query, 3)) {
        System.out.printf("%5.1f %%  %s%n", 100 * answer.score(), answer.answer());
      }
    }
  }
}
