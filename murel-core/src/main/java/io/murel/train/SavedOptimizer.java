package io.murel.train;

import io.murel.BadInputException;
import io.murel.io.NdArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A saved {@code optimizer.state_dict()}, PyTorch's or ours, checked as it is read. */
final class SavedOptimizer {

  /** Variants of the update rules that PyTorch offers and this library does not. */
  private static final List<String> VARIANTS =
      List.of("amsgrad", "maximize", "nesterov", "centered");

  private final String source;
  private final double learningRate;
  private final List<Map<?, ?>> states = new ArrayList<>(); // of each parameter, in their order

  /**
   * @param source the file it comes from, for messages
   * @param parameters how many the network has
   */
  SavedOptimizer(Map<String, Object> dict, String source, int parameters) {
    this.source = source;
    Map<?, ?> state = map(dict.get("state"), "state");
    List<?> groups = dict.get("param_groups") instanceof List<?> list ? list : List.of();
    learningRate = learningRate(groups);
    if (!state.isEmpty()) {
      List<String> ids = ids(groups);
      if (state.size() != parameters || ids.size() != parameters) {
        throw BadInputException.at(source)
            .found("the state of " + state.size() + " parameters")
            .expected("that of " + parameters)
            .remedy("Resume with the options the run was started with.");
      }
      Map<String, Object> byId = new HashMap<>();
      state.forEach((id, one) -> byId.put(String.valueOf(id), one));
      ids.forEach(id -> states.add(map(byId.get(id), "state." + id)));
    }
  }

  /** The one rate of all groups: this library has one schedule for all parameters. */
  private double learningRate(List<?> groups) {
    Map<?, ?> first = map(groups.isEmpty() ? null : groups.get(0), "param_groups");
    double rate = number(first.get("lr"), "lr");
    for (Object group : groups) {
      Map<?, ?> one = map(group, "param_groups");
      double other = number(one.get("lr"), "lr");
      if (other != rate) {
        throw broken("param_groups with different learning rates, %s and %s", rate, other);
      }
      for (String variant : VARIANTS) {
        if (Boolean.TRUE.equals(one.get(variant))) {
          throw broken("the variant '%s'", variant);
        }
      }
    }
    return rate;
  }

  /**
   * The numbers under which the state of each parameter is saved, in the order of the parameters:
   * 0, 1, ..., or arbitrary ones in files of PyTorch before 1.6.
   */
  private List<String> ids(List<?> groups) {
    List<String> ids = new ArrayList<>();
    for (Object group : groups) {
      if (!(map(group, "param_groups").get("params") instanceof List<?> params)) {
        throw broken("no 'params'");
      }
      params.forEach(id -> ids.add(String.valueOf(id)));
    }
    return ids;
  }

  double learningRate() {
    return learningRate;
  }

  /** Whether it was saved before the first step: there are no vectors yet. */
  boolean fresh() {
    return states.isEmpty();
  }

  /**
   * Steps taken.
   *
   * @param counted whether the optimizer saves them; if not, 1 stands for any number
   */
  long steps(boolean counted) {
    if (fresh()) {
      return 0;
    }
    Object saved = states.get(0).get("step");
    if (saved == null && !counted) {
      return 1;
    }
    double steps = number(saved, "step");
    if (!(steps >= 1)) {
      throw broken("step %s", steps);
    }
    return (long) steps;
  }

  /** A saved vector of one parameter; null where PyTorch keeps None for a momentum not used. */
  NdArray slot(String name, int parameter, long[] shape) {
    Map<?, ?> state = states.get(parameter);
    Object value = state.get(name);
    if (value == null && state.containsKey(name)) {
      return null;
    }
    if (value instanceof NdArray array && Arrays.equals(array.shape(), shape)) {
      return array;
    }
    String found =
        value instanceof NdArray array
            ? "shape " + Arrays.toString(array.shape())
            : "no such tensor";
    throw broken("%s for '%s' of parameter %d", found, name, parameter);
  }

  private Map<?, ?> map(Object value, String name) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw broken("no '%s'", name);
  }

  private double number(Object value, String name) {
    return SavedNumber.of(value).orElseThrow(() -> broken("no number '%s'", name));
  }

  private BadInputException broken(String found, Object... values) {
    return BadInputException.at(source)
        .found(found.formatted(values))
        .expected("the optimizer state of this network")
        .remedy("Resume with the options the run was started with, or from another checkpoint.");
  }
}
