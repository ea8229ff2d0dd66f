package io.murel.vqa;

import io.murel.regions.Regions;
import java.nio.file.Path;
import java.util.List;

/** A trained network ready to answer. Safe for many threads; closing frees its native memory. */
public final class VqaModel implements AutoCloseable {

  private VqaModel() {}

  /** Loads the directory of a run, or of an exported model. */
  public static VqaModel load(Path directory) {
    throw new UnsupportedOperationException(directory.toString());
  }

  /** The best answers to a question about one image, best first. */
  public List<Answer> answer(Regions regions, String question, int topK) {
    return answer(List.of(new Query(new Image.OfRegions(regions), question)), topK).get(0);
  }

  /** The best answers to several questions, computed together. */
  public List<List<Answer>> answer(List<Query> queries, int topK) {
    return explain(queries, topK).stream().map(Explanation::answers).toList();
  }

  /** The same with the reasoning behind them. */
  public List<Explanation> explain(List<Query> queries, int topK) {
    throw new UnsupportedOperationException(queries.toString() + topK);
  }

  /** The regions of an image, as the network sees them. */
  public Regions regions(Image image) {
    throw new UnsupportedOperationException(image.toString());
  }

  /** Names of the images in the model's region store; empty without one. */
  public List<String> imageNames() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
