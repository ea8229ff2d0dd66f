package io.murel.train;

import io.murel.BadInputException;
import io.murel.data.BatchLoader;
import io.murel.data.DatasetOptions;
import io.murel.data.LoadedBatch;
import io.murel.data.LoaderOptions;
import io.murel.data.VqaDataset;
import io.murel.data.VqaItem;
import io.murel.options.Nearest;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Training that begins with some question types and goes on with all. A network that has to learn
 * what words and regions have to do with each other from all types at once stays on a plateau for
 * 100,000 questions and more; from questions about attributes alone it learns that in a third.
 */
public final class Curriculum implements BatchSource {

  private final BatchSource first;
  private final BatchSource all;

  private Curriculum(BatchSource first, BatchSource all) {
    this.first = first;
    this.all = all;
  }

  /**
   * The batches of a training split as the options order them.
   *
   * @throws BadInputException if a type to begin with is that of no question
   */
  public static BatchSource of(VqaDataset train, DatasetOptions options, LoaderOptions loading) {
    BatchSource all = BatchSource.of(new BatchLoader(train, loading));
    List<String> types = options.firstTypes();
    if (types.isEmpty()) {
      return all;
    }
    TreeSet<String> known = new TreeSet<>();
    train.items().stream().map(VqaItem::questionType).filter(Objects::nonNull).forEach(known::add);
    types.forEach(type -> check(type, known));
    Set<String> wanted = new HashSet<>(types); // unlike a list of options it can be asked for null
    VqaDataset some = train.where(item -> wanted.contains(item.questionType()));
    BatchSource once = BatchSource.of(new BatchLoader(some, loading));
    return new Curriculum(new Repeated(once, options.firstPasses()), all);
  }

  private static void check(String type, TreeSet<String> known) {
    if (known.isEmpty()) {
      throw BadInputException.at("dataset.first_types")
          .found("'" + type + "'")
          .expected("no type, as the questions of the training split have none")
          .remedy("Leave the option out.");
    }
    if (!known.contains(type)) {
      throw BadInputException.at("dataset.first_types")
          .found("'" + type + "'")
          .expected("question types of the training split (" + String.join(", ", known) + ")")
          .remedy(Nearest.suggestion(type, known));
    }
  }

  @Override
  public BatchSource forEpoch(int epoch) {
    return epoch == 0 ? first : all;
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
    return forEpoch(epoch).epoch(epoch);
  }

  /** Several passes as one epoch, each in an order of its own. */
  private record Repeated(BatchSource source, int passes) implements BatchSource {

    @Override
    public String split() {
      return source.split();
    }

    @Override
    public int size() {
      return source.size() * passes;
    }

    @Override
    public int batches() {
      return source.batches() * passes;
    }

    @Override
    public Batches epoch(int epoch) {
      return new Batches() {
        private int pass;
        private Batches current = source.epoch(epoch * passes);

        @Override
        public boolean hasNext() {
          return current.hasNext() || pass < passes - 1;
        }

        @Override
        public LoadedBatch next() {
          if (!current.hasNext() && pass < passes - 1) {
            current.close();
            pass++;
            current = source.epoch(epoch * passes + pass);
          }
          return current.next();
        }

        @Override
        public void close() {
          current.close();
        }
      };
    }
  }
}
