package io.murel.app.serve.answer;

import io.murel.regions.Regions;
import io.murel.vqa.Answer;
import io.murel.vqa.Explanation;
import io.murel.vqa.Image;
import io.murel.vqa.Query;
import java.util.List;

/** A network that answers. Safe for many threads. */
public interface Answerer extends AutoCloseable {

  /** What it is. */
  ModelFacts facts();

  /** The best answers to each question, best first. */
  List<List<Answer>> answer(List<Query> queries, int topK);

  /** The same with the reasoning behind them. */
  List<Explanation> explain(List<Query> queries, int topK);

  /** The regions of an image, as the network sees them. */
  Regions regions(Image image);

  /** Names of the images in its region store; empty without one. */
  List<String> imageNames();

  @Override
  void close();
}
