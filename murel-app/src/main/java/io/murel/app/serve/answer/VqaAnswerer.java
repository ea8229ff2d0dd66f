package io.murel.app.serve.answer;

import io.murel.regions.Regions;
import io.murel.vqa.Answer;
import io.murel.vqa.Explanation;
import io.murel.vqa.Image;
import io.murel.vqa.ModelDescription;
import io.murel.vqa.Query;
import io.murel.vqa.VqaModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** A trained network of the library. */
public final class VqaAnswerer implements Answerer {

  /** Where a description says how good a model is, the most telling first. */
  private static final List<String> ACCURACIES =
      List.of("test.accuracy_top1", "val.accuracy_top1", "eval.accuracy_top1");

  private final VqaModel model;
  private final ModelFacts facts;

  private VqaAnswerer(VqaModel model, ModelFacts facts) {
    this.model = model;
    this.facts = facts;
  }

  /**
   * Loads a model.
   *
   * @param name it is served under
   * @param directory of a run or of an exported model
   * @throws io.murel.BadInputException if there is none, or a part of it is missing
   */
  public static VqaAnswerer load(String name, Path directory) {
    VqaModel model = VqaModel.load(directory);
    return new VqaAnswerer(model, facts(name, model));
  }

  private static ModelFacts facts(String name, VqaModel model) {
    ModelDescription known = model.description();
    Object network = known.network().values().get("name");
    Double accuracy =
        ACCURACIES.stream()
            .map(known.figures()::get)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
    return new ModelFacts(
        name,
        String.valueOf(network),
        known.answers().size(),
        known.words().size(),
        model.parameterCount(),
        accuracy);
  }

  @Override
  public ModelFacts facts() {
    return facts;
  }

  @Override
  public List<List<Answer>> answer(List<Query> queries, int topK) {
    return model.answer(queries, topK);
  }

  @Override
  public List<Explanation> explain(List<Query> queries, int topK) {
    return model.explain(queries, topK);
  }

  @Override
  public Regions regions(Image image) {
    return model.regions(image);
  }

  @Override
  public List<String> imageNames() {
    return model.imageNames();
  }

  @Override
  public void close() {
    model.close();
  }
}
