package io.murel.vqa;

import io.murel.BadInputException;
import io.murel.data.AnswerVocabulary;
import io.murel.model.Batch;
import io.murel.model.Evidence;
import io.murel.model.EvidenceRecorder;
import io.murel.model.Networks;
import io.murel.model.StepObserver;
import io.murel.model.Trace;
import io.murel.model.TraceRecorder;
import io.murel.model.VqaNetwork;
import io.murel.nn.Torch;
import io.murel.options.Nearest;
import io.murel.regions.Regions;
import io.murel.text.Tokenizer;
import io.murel.text.Vocabulary;
import io.murel.train.Checkpoints;
import io.murel.vqa.QueryBatch.ReadQuery;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A trained network ready to answer.
 *
 * <pre>{@code
 * try (VqaModel model = VqaModel.load(Path.of("logs/scenes/murel"))) {
 *   List<Answer> answers = model.answer(regions, "What is left of the red cube?", 5);
 * }
 * }</pre>
 *
 * <p>Safe for many threads: questions are read and regions are looked up or found side by side; the
 * network, which has all cores to itself, computes one call after the other. Several questions are
 * answered fastest in one call. Closing waits for the call that is computed, then frees the native
 * memory.
 */
public final class VqaModel implements AutoCloseable {

  /** Questions that are computed together; more are computed in turn. */
  private static final int TOGETHER = 64;

  private final Path directory;
  private final ModelDescription description;
  private final VqaNetwork network;
  private final QuestionReader questions;
  private final AnswerVocabulary vocabulary;
  private final ImageRegions images;

  /** Held while the network is computed: it keeps what its steps share. */
  private final Lock computing = new ReentrantLock(true);

  private volatile boolean closed; // set while computing is held

  private VqaModel(Path directory, ModelDescription description, VqaNetwork network, Path regions) {
    this.directory = directory;
    this.description = description;
    this.network = network;
    this.questions =
        new QuestionReader(
            Tokenizer.named(description.tokenizer()), Vocabulary.of(description.words()));
    this.vocabulary = new AnswerVocabulary(description.answers());
    this.images = new ImageRegions(directory, description.features(), regions);
  }

  /**
   * Loads the directory of a run (its most accurate checkpoint, else the last), or of an exported
   * model.
   *
   * @throws BadInputException if a file is missing or damaged, or its parts do not fit each other
   */
  public static VqaModel load(Path directory) {
    return load(directory, LoadOptions.DEFAULT);
  }

  /** The same in another way. */
  public static VqaModel load(Path directory, LoadOptions options) {
    Path weights = ModelFiles.weights(directory, options.checkpoint());
    ModelDescription description = ModelDescription.read(directory);
    VqaNetwork network = network(directory, description, options);
    try {
      Checkpoints.loadNetwork(weights, network);
      requireFinite(network, weights);
      network.train(false);
      network.to(options.device());
      return new VqaModel(directory, description, network, options.regions());
    } catch (RuntimeException e) {
      network.close();
      throw e;
    }
  }

  private static VqaNetwork network(
      Path directory, ModelDescription description, LoadOptions options) {
    try (PointerScope scope = new PointerScope()) {
      return Networks.blank(
          description.network(),
          description.words().size(),
          description.features().dim(),
          options.kernel());
    } catch (BadInputException e) {
      throw new BadInputException(
          directory.resolve(ModelDescription.FILE) + ": " + e.getMessage(), e);
    }
  }

  private static void requireFinite(VqaNetwork network, Path weights) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      network
          .stateDict()
          .forEach(
              (name, tensor) -> {
                if (!torch.isfinite(tensor).all().item_bool()) {
                  throw BadInputException.at(weights.toString())
                      .found("NaN or infinity in '" + name + "'")
                      .expected("finite weights")
                      .remedy("Its training diverged: take another checkpoint, or train again.");
                }
              });
    }
  }

  /**
   * The best answers to a question about one image, best first.
   *
   * @param topK how many at most
   * @throws BadQuestionException if the question has no words, too many or none that is known
   * @throws UnfitRegionsException if the regions are not what the network reads
   * @throws IllegalStateException if the model is closed
   */
  public List<Answer> answer(Regions regions, String question, int topK) {
    return answer(new Query(new Image.OfRegions(regions), question), topK);
  }

  /** The same about an image in any form, see {@link #answer(List, int)}. */
  public List<Answer> answer(Query query, int topK) {
    return answer(List.of(query), topK).get(0);
  }

  /**
   * The best answers to several questions, computed together.
   *
   * @param topK how many at most to each question
   * @return for each question its answers, best first
   * @throws BadQuestionException if a question has no words, too many or none that is known
   * @throws UnknownImageException if an image's name is not in the store
   * @throws NoRegionsException if there is no store for names, or no way from a picture to the
   *     features that the model was trained with
   * @throws UnfitRegionsException if regions are not what the network reads
   * @throws IllegalStateException if the model is closed
   */
  public List<List<Answer>> answer(List<Query> queries, int topK) {
    return compute(queries, topK, false).stream().map(Explanation::answers).toList();
  }

  /** The answers to one question with the reasoning behind them. */
  public Explanation explain(Query query, int topK) {
    return explain(List.of(query), topK).get(0);
  }

  /** Like {@link #answer(List, int)}, with the reasoning behind the answers. */
  public List<Explanation> explain(List<Query> queries, int topK) {
    return compute(queries, topK, true);
  }

  /**
   * How much each region speaks for some answers to a question: "why not blue?". The difference of
   * two says which regions prefer the one to the other.
   *
   * @param answers of the model's vocabulary
   * @return one an answer, in their order
   * @throws BadInputException if an answer is not in the vocabulary, else as {@link #answer(List,
   *     int)}
   */
  public List<AnswerEvidence> evidence(Query query, List<String> answers) {
    requireOpen();
    int[] ids = answers.stream().mapToInt(this::id).toArray();
    QueryBatch one = new QueryBatch(List.of(read(query, new HashMap<>())));
    Evidence evidence;
    computing.lock();
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) { // of this thread
      requireOpen();
      Batch batch = one.toBatch();
      EvidenceRecorder recorder = new EvidenceRecorder(batch);
      network.forward(batch, recorder);
      evidence = recorder.evidence().get(0);
    } finally {
      computing.unlock();
    }
    return IntStream.range(0, ids.length)
        .mapToObj(k -> AnswerEvidence.of(answers.get(k), ids[k], evidence))
        .toList();
  }

  private int id(String answer) {
    int id = vocabulary.answers().indexOf(answer);
    if (id < 0) {
      throw BadInputException.at("answer")
          .found(Quoted.text(answer))
          .expected("one of the %d answers of the model".formatted(vocabulary.size()))
          .remedy(
              Nearest.to(answer, vocabulary.answers())
                  .map(name -> "Did you mean '" + name + "'?")
                  .orElse("They stand in its " + ModelDescription.FILE + "."));
    }
    return id;
  }

  /**
   * The regions of an image, as the network sees them.
   *
   * @throws BadInputException as {@link #answer(List, int)}
   */
  public Regions regions(Image image) {
    requireOpen();
    return images.of(image);
  }

  /** Names of the images in the model's region store; empty without one. */
  public List<String> imageNames() {
    requireOpen();
    return images.names();
  }

  /** The words of a question that the model has never seen; it reads them all alike. */
  public List<String> unknownWords(String question) {
    return questions.unknown(question);
  }

  /** What the model is: its data set, words, answers, how it was made. */
  public ModelDescription description() {
    return description;
  }

  /** How many numbers the network has learnt. */
  public long parameterCount() {
    computing.lock(); // not while the network is being closed
    try {
      requireOpen();
      return network.parameterCount();
    } finally {
      computing.unlock();
    }
  }

  private List<Explanation> compute(List<Query> queries, int topK, boolean trace) {
    if (topK < 1) {
      throw new IllegalArgumentException("the best " + topK + " answers, expected at least 1");
    }
    requireOpen();
    List<ReadQuery> read = new ArrayList<>(queries.size());
    Map<Image, Regions> seen = new HashMap<>();
    for (Query query : queries) {
      read.add(read(query, seen));
    }
    int top = Math.min(topK, vocabulary.size());
    List<Explanation> out = new ArrayList<>(read.size());
    for (int from = 0; from < read.size(); from += TOGETHER) {
      List<ReadQuery> together = read.subList(from, Math.min(from + TOGETHER, read.size()));
      computing.lock();
      try {
        requireOpen();
        out.addAll(compute(new QueryBatch(together), top, trace));
      } finally {
        computing.unlock();
      }
    }
    return out;
  }

  private ReadQuery read(Query query, Map<Image, Regions> seen) {
    long[] words = questions.read(query.question());
    Regions regions = seen.computeIfAbsent(query.image(), images::of);
    return new ReadQuery(query.image(), regions, words);
  }

  private List<Explanation> compute(QueryBatch queries, int top, boolean trace) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) { // of this thread
      Batch batch = queries.toBatch().to(network.device());
      TraceRecorder recorder = trace ? new TraceRecorder(batch) : null;
      Tensor logits = network.forward(batch, trace ? recorder : StepObserver.NONE);
      // A network may have more outputs than there are answers.
      Tensor scores = logits.narrow(1, 0, vocabulary.size()).softmax(1); // [B, answers]
      T_TensorTensor_T best = scores.topk(top);
      float[] values = Torch.floats(best.get0()); // [B, top]
      long[] ids = Torch.longs(best.get1()); // [B, top]
      List<Trace> traces = trace ? recorder.traces() : null;
      List<Explanation> out = new ArrayList<>();
      for (int b = 0; b < queries.queries().size(); b++) {
        List<Answer> answers = new ArrayList<>(top);
        for (int k = b * top; k < (b + 1) * top; k++) {
          answers.add(new Answer(vocabulary.answer((int) ids[k]), values[k]));
        }
        Regions regions = queries.queries().get(b).regions();
        out.add(new Explanation(answers, regions, trace ? traces.get(b) : null));
      }
      return out;
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the model " + directory + " is closed");
    }
  }

  /** Waits for the call that is computed, then frees the native memory; again has no effect. */
  @Override
  public void close() {
    computing.lock();
    try {
      if (!closed) {
        closed = true;
        network.close();
        images.close();
      }
    } finally {
      computing.unlock();
    }
  }
}
