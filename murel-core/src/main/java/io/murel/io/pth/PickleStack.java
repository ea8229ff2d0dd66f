package io.murel.io.pth;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The stack of an {@link Unpickler}; reaching below its bottom, or for the wrong type, is refused.
 */
final class PickleStack {

  private static final Object MARK = new Object();

  private final List<Object> items = new ArrayList<>();

  void push(Object item) {
    items.add(item);
  }

  void mark() {
    items.add(MARK);
  }

  /** Drops the top, be it a mark. */
  void drop() {
    items.remove(topIndex());
  }

  Object pop() {
    Object top = peek();
    drop();
    return top;
  }

  Object peek() {
    Object top = items.get(topIndex());
    if (top == MARK) {
      throw new MalformedException("a mark where a value is needed");
    }
    return top;
  }

  /** The top n items, the deepest first. */
  List<Object> pop(int n) {
    List<Object> out = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      out.add(0, pop());
    }
    return out;
  }

  /** The items above the last mark, the deepest first; the mark goes too. */
  List<Object> popToMark() {
    int mark = items.lastIndexOf(MARK);
    if (mark < 0) {
      throw new MalformedException("an opcode that needs a mark and finds none");
    }
    List<Object> above = items.subList(mark, items.size());
    List<Object> out = new ArrayList<>(above.subList(1, above.size()));
    above.clear();
    return out;
  }

  @SuppressWarnings("unchecked")
  List<Object> peekList() {
    return (List<Object>) peek(ArrayList.class, "a list");
  }

  @SuppressWarnings("unchecked")
  Map<Object, Object> peekDict() {
    return (Map<Object, Object>) peek(Map.class, "a dict");
  }

  @SuppressWarnings("unchecked")
  Set<Object> peekSet() {
    return (Set<Object>) peek(Set.class, "a set");
  }

  private <T> T peek(Class<T> type, String name) {
    Object top = peek();
    if (!type.isInstance(top)) {
      throw new MalformedException("items for something that is not " + name);
    }
    return type.cast(top);
  }

  private int topIndex() {
    if (items.isEmpty()) {
      throw new MalformedException("an opcode that needs a value and finds none");
    }
    return items.size() - 1;
  }
}
