package io.murel.app.run;

import io.murel.options.Options;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gives the classifier of a network as many outputs as there are answers. */
public final class AnswerSize {
  private AnswerSize() {}

  /**
   * The options with {@code classif.fusion.output_dim} filled in where it is absent.
   *
   * @param network {@code model.network}
   * @throws io.murel.BadInputException if the options name fewer outputs than there are answers
   */
  public static Options fit(Options network, int answers) {
    Options classif = network.child("classif");
    if (classif.has("mlp")) {
      Options mlp = classif.child("mlp");
      List<Integer> dimensions = mlp.integers("dimensions");
      int outputs = dimensions.isEmpty() ? 0 : dimensions.get(dimensions.size() - 1);
      requireEnough(mlp, "dimensions", outputs, answers);
      return network;
    }
    Options fusion = classif.child("fusion");
    if (fusion.has("output_dim")) {
      requireEnough(fusion, "output_dim", fusion.positive("output_dim"), answers);
      return network;
    }
    Map<String, Object> filled = new LinkedHashMap<>(classif.values());
    filled.put("fusion", fusion.with("output_dim", answers).values());
    return network.with("classif", filled);
  }

  private static void requireEnough(Options options, String key, int outputs, int answers) {
    if (outputs < answers) {
      throw options.wrong(
          key, outputs, "at least %d, the number of answers (dataset.nans)".formatted(answers));
    }
  }
}
