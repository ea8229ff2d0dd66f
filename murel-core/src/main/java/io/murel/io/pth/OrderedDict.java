package io.murel.io.pth;

import java.util.LinkedHashMap;
import java.util.Map;

/** Python's {@code collections.OrderedDict}, the type of a state dict; otherwise a plain map. */
public final class OrderedDict extends LinkedHashMap<Object, Object> {

  private static final long serialVersionUID = 1;

  public OrderedDict() {}

  /** A copy in the map's order. */
  public OrderedDict(Map<?, ?> entries) {
    super(entries);
  }
}
