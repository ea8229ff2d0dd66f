package io.murel.data.sets;

import io.murel.BadInputException;
import io.murel.data.CocoNames;
import io.murel.data.ImportProgress;
import io.murel.data.Question;
import io.murel.data.QuestionSet;
import java.nio.file.Path;
import java.util.List;

/**
 * A file of questions and one of annotations in the official VQA layout.
 *
 * @param questions the questions
 * @param annotations their annotations; null for a split without answers
 * @param cocoSubtype the COCO images asked about, where the questions do not say: "train2014";
 *     null: they say it, where anyone looks at the images
 * @param remedy what to do about unusable files
 */
record JsonSplit(Path questions, Path annotations, String cocoSubtype, String remedy)
    implements RawSplit {

  @Override
  public List<Path> files() {
    return annotations == null ? List.of(questions) : List.of(questions, annotations);
  }

  @Override
  public QuestionSet read(ImportProgress progress) {
    QuestionSet set = QuestionSet.read(questions, annotations, progress);
    if (set.questions().isEmpty()) {
      throw BadInputException.at(questions.toString())
          .found("no questions")
          .expected("at least one")
          .remedy(remedy);
    }
    return cocoSubtype == null ? set : set.map(this::named, annotation -> annotation);
  }

  private Question named(Question question) {
    return question.imageName() == null
        ? question.named(CocoNames.of(cocoSubtype, question.imageId()))
        : question;
  }
}
