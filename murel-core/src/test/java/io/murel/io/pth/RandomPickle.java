package io.murel.io.pth;

import static io.murel.io.pth.PthFiles.int4;

import io.murel.fuzz.Damage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;

/**
 * Programs for the unpickler, random but mostly such that the next opcode finds what it needs: they
 * get further than random bytes.
 */
final class RandomPickle {

  private static final String[] NAMES = {
    "collections\nOrderedDict\n",
    "torch._utils\n_rebuild_tensor_v2\n",
    "torch._utils\n_rebuild_tensor\n",
    "torch._utils\n_rebuild_parameter\n",
    "torch\nFloatStorage\n",
    "torch\nSize\n",
    "builtins\nset\n",
    "_codecs\nencode\n",
    "numpy\ndtype\n",
    "numpy.core.multiarray\nscalar\n",
    "os\nsystem\n"
  };

  private static final String[] CALLS = {
    "ccollections\nOrderedDict\n)R",
    "ccollections\nOrderedDict\n]X\1\0\0\0kK\1\u0086a\u0085R}b",
    "cbuiltins\nset\n](K\1K\2e\u0085R",
    "ctorch\nSize\nK\2K\3\u0086\u0085R",
    "c_codecs\nencode\nX\2\0\0\0abX\6\0\0\0latin1\u0086R",
    "cnumpy.core.multiarray\nscalar\ncnumpy\ndtype\nX\2\0\0\0f8\u0089\u0088\u0087R(K\3X\1\0\0\0<NNNtb"
        + "C\10\0\0\0\0\0\0\0\0\u0086R"
  };

  private final Random random;
  private final StringBuilder out = new StringBuilder("\u0080\2");
  private final Deque<Integer> marks = new ArrayDeque<>(); // heights of the stack at each mark
  private int height;
  private int remembered;

  private RandomPickle(Random random) {
    this.random = random;
  }

  /** A pickle of up to some hundred opcodes. */
  static byte[] make(Random random) {
    RandomPickle pickle = new RandomPickle(random);
    int length = 1 + random.nextInt(200);
    for (int i = 0; i < length; i++) {
      pickle.opcode();
    }
    pickle.gather();
    return pickle.out.append('.').toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private void opcode() {
    switch (random.nextInt(12)) {
      case 0, 1, 2 -> push(constant());
      case 3 -> push(oneOf("]", "}", ")", "\u008f"));
      case 4 -> mark();
      case 5 -> gather();
      case 6 -> remember();
      case 7 -> push(remembered == 0 ? "N" : "h" + (char) random.nextInt(remembered));
      case 8 -> call();
      case 9 -> push(tensor());
      case 10 -> withTop();
      default -> anything();
    }
  }

  private String constant() {
    return switch (random.nextInt(8)) {
      case 0 -> "N";
      case 1 -> oneOf("\u0088", "\u0089");
      case 2 -> "K" + (char) random.nextInt(256);
      case 3 -> "J" + int4(Damage.extreme(random));
      case 4 -> "\u008a\10" + int4(Damage.extreme(random)) + int4(Damage.extreme(random));
      case 5 -> "G" + int4(random.nextInt()) + int4(random.nextInt());
      case 6 -> "X\1\0\0\0" + (char) random.nextInt(128);
      default -> "U\2" + (char) random.nextInt(256) + (char) random.nextInt(256);
    };
  }

  private void mark() {
    out.append('(');
    marks.push(height);
  }

  /** What lies above the last mark becomes one thing, or goes. */
  private void gather() {
    if (marks.isEmpty()) {
      return;
    }
    boolean even = (height - marks.peek()) % 2 == 0;
    height = marks.pop();
    String op = oneOf("t", "t", "t", "1");
    if (random.nextInt(10) == 0) {
      op = oneOf("e", even ? "u" : "t", "\u0091", "\u0090");
    }
    out.append(op);
    if (op.equals("t") || op.equals("\u0091")) {
      height++;
    }
  }

  private void remember() {
    if (height > (marks.isEmpty() ? 0 : marks.peek()) && remembered < 255) {
      out.append('q').append((char) remembered++);
    }
  }

  /** A call whose arguments fit, or any name of the list. */
  private void call() {
    String made = CALLS[random.nextInt(CALLS.length)];
    push(random.nextInt(20) == 0 ? "c" + NAMES[random.nextInt(NAMES.length)] : made);
  }

  /** A tensor of six numbers, mostly. */
  private String tensor() {
    boolean matrix = random.nextBoolean();
    return PthFiles.TENSOR.formatted(
        seldom() ? 2 : random.nextInt(2),
        int4(size(6)),
        sizes(matrix, 2, 3),
        sizes(seldom() != matrix, 3, 1));
  }

  private String sizes(boolean two, int first, int second) {
    return two
        ? "J" + int4(size(first)) + "J" + int4(size(second)) + "\u0086"
        : "J" + int4(size(second)) + "\u0085";
  }

  private long size(int sensible) {
    return seldom() ? Damage.extreme(random) : sensible;
  }

  private boolean seldom() {
    return random.nextInt(100) == 0;
  }

  private void withTop() {
    int bottom = marks.isEmpty() ? 0 : marks.peek();
    if (height - bottom < 3) {
      return;
    }
    switch (random.nextInt(8)) {
      case 0, 1 -> pop("0", 1);
      case 2, 3, 4 -> pop("\u0086", 1);
      default -> {
        if (seldom() || random.nextInt(10) == 0) {
          fitting();
        }
      }
    }
  }

  /** Opcodes that want something particular on top. */
  private void fitting() {
    switch (random.nextInt(5)) {
      case 0 -> pop("a", 1);
      case 1 -> pop("s", 2);
      case 2 -> pop("R", 1);
      case 3 -> pop("b", 1);
      default -> pop("Q", 0);
    }
  }

  private void anything() {
    if (random.nextInt(20) == 0) {
      out.append((char) random.nextInt(256));
    }
  }

  private void push(String opcodes) {
    out.append(opcodes);
    height++;
  }

  private void pop(String opcode, int fewer) {
    out.append(opcode);
    height -= fewer;
  }

  private String oneOf(String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
