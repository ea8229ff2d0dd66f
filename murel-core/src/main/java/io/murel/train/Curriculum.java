package io.murel.train;

import io.murel.BadInputException;
import io.murel.data.BatchLoader;
import io.murel.data.LoaderOptions;
import io.murel.data.Stage;
import io.murel.data.VqaDataset;
import io.murel.data.VqaItem;
import io.murel.options.Nearest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Training that begins with some question types and goes on with all. What words and regions have
 * to do with each other is learnt from questions about attributes in a fraction of the time that it
 * takes when all types are mixed, and relations then from questions about relations.
 */
public final class Curriculum implements BatchSource {

  private final List<StageSource> stages;
  private final BatchSource all;

  private Curriculum(List<StageSource> stages, BatchSource all) {
    this.stages = stages;
    this.all = all;
  }

  /**
   * The batches of a training split, stage by stage.
   *
   * @throws BadInputException if a stage names a question type that does not occur
   */
  public static BatchSource of(VqaDataset train, List<Stage> stages, LoaderOptions loading) {
    BatchSource all = BatchSource.of(new BatchLoader(train, loading));
    if (stages.isEmpty()) {
      return all;
    }
    List<StageSource> sources = new ArrayList<>();
    for (Stage stage : stages) {
      requireKnown(train, stage.types());
      Set<String> wanted = new HashSet<>(stage.types()); // unlike List.of it may be asked for null
      VqaDataset some = train.where(item -> wanted.contains(item.questionType()));
      sources.add(new StageSource(BatchSource.of(new BatchLoader(some, loading)), stage.until()));
    }
    return new Curriculum(sources, all);
  }

  private static void requireKnown(VqaDataset train, List<String> types) {
    TreeSet<String> known = new TreeSet<>();
    train.items().stream().map(VqaItem::questionType).filter(Objects::nonNull).forEach(known::add);
    types.forEach(type -> check(type, known));
  }

  private static void check(String type, TreeSet<String> known) {
    if (known.isEmpty()) {
      throw BadInputException.at("dataset.curriculum")
          .found("the question type '" + type + "'")
          .expected("no type, as the questions of the training split have none")
          .remedy("Leave the option out.");
    }
    if (!known.contains(type)) {
      throw BadInputException.at("dataset.curriculum")
          .found("the question type '" + type + "'")
          .expected("one of the training split (" + String.join(", ", known) + ")")
          .remedy(Nearest.suggestion(type, known));
    }
  }

  @Override
  public BatchSource at(double fraction) {
    for (StageSource stage : stages) {
      if (fraction < stage.until()) {
        return stage;
      }
    }
    return all;
  }

  @Override
  public String split() {
    return all.split();
  }

  @Override
  public int size() {
    return all.size();
  }

  @Override
  public int batches() {
    return all.batches();
  }

  @Override
  public Batches epoch(int epoch) {
    return all.epoch(epoch);
  }

  /** The questions of one stage. */
  private record StageSource(BatchSource source, double until) implements BatchSource {

    @Override
    public String split() {
      return source.split();
    }

    @Override
    public int size() {
      return source.size();
    }

    @Override
    public int batches() {
      return source.batches();
    }

    @Override
    public Batches epoch(int epoch) {
      return source.epoch(epoch);
    }
  }
}
