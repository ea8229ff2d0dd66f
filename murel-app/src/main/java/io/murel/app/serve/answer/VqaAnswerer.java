package io.murel.app.serve.answer;

import io.murel.regions.Regions;
import io.murel.vqa.Answer;
import io.murel.vqa.Explanation;
import io.murel.vqa.Image;
import io.murel.vqa.Query;
import io.murel.vqa.VqaModel;
import java.nio.file.Path;
import java.util.List;

/** A trained network of the library. */
public final class VqaAnswerer implements Answerer {

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
    return new VqaAnswerer(model, new ModelFacts(name, "", 0, 0, 0, null));
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
