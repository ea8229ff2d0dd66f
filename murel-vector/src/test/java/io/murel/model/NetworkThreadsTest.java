package io.murel.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.murel.nn.ThreeThreads;
import io.murel.options.Options;
import io.murel.relation.kernel.KernelOptions;
import io.murel.relation.kernel.KernelOptions.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Closing a network ends the threads of all its kernels: of relations and of rows that meet. */
@ExtendWith(ThreeThreads.class) // else there may be one worker: the caller
class NetworkThreadsTest {

  private static final long PATIENCE = 5_000; // ms
  private static final int QUESTION = 6;

  @Test
  void aClosedNetworkLeavesNoThread() throws InterruptedException {
    Map<String, Object> block = SmallNets.mutan(QUESTION, SmallNets.D, SmallNets.D);
    block.putAll(Map.of("type", "block", "chunks", 2, "dropout_input", 0.1));
    Map<String, Object> cell = new LinkedHashMap<>(SmallNets.cell("max", true));
    cell.put("fusion", block);
    try (PointerScope scope = new PointerScope()) {
      try (VqaNetwork network =
          Networks.create(
              Options.of(SmallNets.murel("cell", cell)),
              List.of("what", "is", "left", "UNK"),
              SmallNets.V,
              KernelOptions.of(Kind.VECTOR))) {
        Batch small = SmallNets.batch(false);
        Tensor visual = small.visual().detach().to(ScalarType.Float);
        Tensor boxes = small.normCoord().detach().to(ScalarType.Float);
        Batch batch =
            new Batch(visual, boxes, null, small.question(), small.lengths(), small.classId());
        network.forward(batch).sum().backward();
      }
    }
    for (Thread thread : threads()) {
      thread.join(PATIENCE);
    }
    assertThat(threads()).isEmpty();
  }

  private static List<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("murel-"))
        .toList();
  }
}
