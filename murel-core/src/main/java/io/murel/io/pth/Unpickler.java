package io.murel.io.pth;

import io.murel.io.NdArray;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * A stack machine for the opcodes that PyTorch's pickles consist of (protocols 2 to 5), and, where
 * a pickle announces no protocol, those of protocols 0 and 1 that build data. Each opcode is an
 * amount of work in proportion to its length, or moves what earlier ones pushed, or takes from a
 * budget, so time and memory grow with the length of the pickle only. Names are resolved by {@link
 * Constructor#named}, never by reflection.
 */
final class Unpickler {

  private static final int MAX_KEY_TUPLE = 32;

  private final PickleInput in;
  private final Function<Object, Object> persistentLoad;
  private final Budget copies;
  private final PickleStack stack = new PickleStack();
  private final Map<Integer, Object> memo = new HashMap<>();
  private final Map<NumpyArray, List<Integer>> unbuilt = new IdentityHashMap<>();
  private boolean announced;

  /**
   * @param pickle from its position; it is left after the STOP
   * @param persistentLoad what a persistent id (of a storage) stands for
   * @param copies limits what calls may allocate
   */
  Unpickler(ByteBuffer pickle, Function<Object, Object> persistentLoad, Budget copies) {
    this.in = new PickleInput(pickle);
    this.persistentLoad = persistentLoad;
    this.copies = copies;
  }

  /** Runs the pickle; the result is still to be checked by {@link Structure}. */
  Object load() {
    for (int op = in.u1(); op != '.'; op = in.u1()) {
      if (!simple(op) && !text(op) && !container(op) && !memoOrCall(op) && !old(op)) {
        throw new MalformedException("the opcode 0x%02X".formatted(op));
      }
    }
    return stack.pop();
  }

  private boolean simple(int op) {
    switch (op) {
      case 0x80 -> protocol(in.u1());
      case 0x95 -> in.i8(); // FRAME, a hint for buffering
      case '(' -> stack.mark();
      case '0' -> stack.drop();
      case '1' -> stack.popToMark();
      case '2' -> stack.push(stack.peek());
      case 'N' -> stack.push(null);
      case 0x88 -> stack.push(true);
      case 0x89 -> stack.push(false);
      case 'J' -> stack.push((long) in.i4());
      case 'K' -> stack.push((long) in.u1());
      case 'M' -> stack.push((long) in.u2());
      case 0x8A -> stack.push(in.integer(in.u1()));
      case 0x8B -> stack.push(in.integer(in.i4()));
      case 'G' -> stack.push(in.f8());
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean text(int op) {
    switch (op) {
      case 'X' -> stack.push(in.utf8(Integer.toUnsignedLong(in.i4())));
      case 0x8C -> stack.push(in.utf8(in.u1()));
      case 0x8D -> stack.push(in.utf8(in.i8()));
      case 'T' -> stack.push(in.python2String(in.i4()));
      case 'U' -> stack.push(in.python2String(in.u1()));
      case 'B' -> stack.push(in.bytes(Integer.toUnsignedLong(in.i4())));
      case 'C' -> stack.push(in.bytes(in.u1()));
      case 0x8E, 0x96 -> stack.push(in.bytes(in.i8()));
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean container(int op) {
    switch (op) {
      case ')' -> stack.push(Tuple.of());
      case 't' -> stack.push(Tuple.copyOf(stack.popToMark()));
      case 0x85 -> stack.push(Tuple.copyOf(stack.pop(1)));
      case 0x86 -> stack.push(Tuple.copyOf(stack.pop(2)));
      case 0x87 -> stack.push(Tuple.copyOf(stack.pop(3)));
      case ']' -> stack.push(new ArrayList<>());
      case '}' -> stack.push(new LinkedHashMap<>());
      case 0x8F -> stack.push(new LinkedHashSet<>());
      case 0x91 -> stack.push(added(new LinkedHashSet<>(), stack.popToMark()));
      case 'a' -> append(stack.pop(1));
      case 'e' -> append(stack.popToMark());
      case 's' -> setItems(stack.pop(2));
      case 'u' -> setItems(stack.popToMark());
      case 0x90 -> addItems(stack.popToMark());
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean memoOrCall(int op) {
    switch (op) {
      case 'q' -> remember(in.u1());
      case 'r' -> remember(in.i4());
      case 0x94 -> remember(memo.size());
      case 'h' -> stack.push(remembered(in.u1()));
      case 'j' -> stack.push(remembered(in.i4()));
      case 'c' -> stack.push(Constructor.named(in.line(), in.line()));
      case 0x93 -> stackGlobal();
      case 'R', 0x81 -> call();
      case 'b' -> build();
      case 'Q' -> stack.push(persistentLoad.apply(stack.pop()));
      default -> {
        return false;
      }
    }
    return true;
  }

  /** What only protocols 0 and 1 use. */
  private boolean old(int op) {
    if (announced) {
      return false;
    }
    switch (op) {
      case 'I' -> stack.push(TextOpcodes.integer(in.line()));
      case 'L' -> stack.push(TextOpcodes.longInteger(in.line()));
      case 'F' -> stack.push(TextOpcodes.decimal(in.line()));
      case 'S' -> stack.push(TextOpcodes.quoted(in.text()));
      case 'V' -> stack.push(TextOpcodes.unicode(in.text()));
      case 'l' -> stack.push(stack.popToMark());
      case 'd' -> {
        List<Object> keysAndValues = stack.popToMark();
        stack.push(new LinkedHashMap<>());
        setItems(keysAndValues);
      }
      case 'p' -> remember(TextOpcodes.index(in.line()));
      case 'g' -> stack.push(remembered(TextOpcodes.index(in.line())));
      default -> {
        return false;
      }
    }
    return true;
  }

  private void protocol(int version) {
    if (version < 2 || version > 5) {
      throw new MalformedException("pickle protocol " + version);
    }
    announced = true;
  }

  private void append(List<Object> items) {
    stack.peekList().addAll(items);
  }

  private void setItems(List<Object> keysAndValues) {
    if (keysAndValues.size() % 2 != 0) {
      throw new MalformedException("a key without a value");
    }
    Map<Object, Object> dict = stack.peekDict();
    for (int i = 0; i < keysAndValues.size(); i += 2) {
      dict.put(key(keysAndValues.get(i)), keysAndValues.get(i + 1));
    }
  }

  private void addItems(List<Object> items) {
    added(stack.peekSet(), items);
  }

  private static Set<Object> added(Set<Object> set, List<Object> items) {
    items.forEach(item -> set.add(key(item)));
    return set;
  }

  /**
   * Only values whose hash costs nothing may be keys: one that contains itself would never end.
   *
   * @throws MalformedException for others
   */
  static Object key(Object key) {
    boolean valid = scalar(key);
    if (key instanceof Tuple tuple && tuple.size() <= MAX_KEY_TUPLE) {
      valid = tuple.stream().allMatch(Unpickler::scalar);
    }
    if (!valid) {
      throw new MalformedException("a key that is neither text nor number nor a tuple of these");
    }
    return key;
  }

  private static boolean scalar(Object key) {
    return key == null || key instanceof String || key instanceof Number || key instanceof Boolean;
  }

  private void remember(int index) {
    Object top = stack.peek();
    memo.put(index, top);
    if (top instanceof NumpyArray array) {
      unbuilt.computeIfAbsent(array, a -> new ArrayList<>()).add(index);
    }
  }

  private Object remembered(int index) {
    if (!memo.containsKey(index)) {
      throw new MalformedException("a reference to nothing");
    }
    return memo.get(index);
  }

  private void stackGlobal() {
    List<Object> names = stack.pop(2);
    if (!(names.get(0) instanceof String module) || !(names.get(1) instanceof String name)) {
      throw new MalformedException("a class name that is no text");
    }
    stack.push(Constructor.named(module, name));
  }

  private void call() {
    Object arguments = stack.pop();
    Object callee = stack.pop();
    if (!(arguments instanceof Tuple tuple) || !(callee instanceof Constructor constructor)) {
      throw new MalformedException("a call of something that cannot be called");
    }
    stack.push(constructor.call(tuple, copies));
  }

  /** Gives the object below its state. */
  private void build() {
    Object state = stack.pop();
    if (stack.peek() instanceof NumpyType type) {
      type.setState(state);
    } else if (stack.peek() instanceof NumpyArray array) {
      NdArray built = array.built(state, copies);
      stack.drop();
      stack.push(built);
      List<Integer> places = unbuilt.remove(array);
      if (places != null) {
        places.forEach(index -> memo.put(index, built));
      }
    } else if (!(stack.peek() instanceof OrderedDict)) { // a state dict: its modules' versions
      throw new MalformedException("a state for something that has none");
    }
  }
}
