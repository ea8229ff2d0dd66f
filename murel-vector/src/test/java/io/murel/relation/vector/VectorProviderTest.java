package io.murel.relation.vector;

import static org.assertj.core.api.Assertions.assertThat;

import io.murel.relation.PairKernel;
import io.murel.relation.kernel.KernelOptions;
import io.murel.relation.kernel.Kernels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VectorProviderTest {

  @Test
  void nothingStandsInTheWayHere() {
    assertThat(new VectorProvider().obstacle()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = KernelOptions.Kind.class,
      names = {"AUTO", "VECTOR"})
  void theLibraryFindsTheModule(KernelOptions.Kind kind) {
    try (PointerScope scope = new PointerScope();
        Problem problem = new Problem(3, 9);
        PairKernel found = Kernels.create(KernelOptions.of(kind))) {
      problem.relate(found);
      assertThat(Thread.getAllStackTraces().keySet())
          .anyMatch(thread -> thread.getName().startsWith("murel-vector-"));
    }
  }

  /** Prints why there are no vector kernels. */
  static final class Probe {
    public static void main(String[] args) {
      System.out.print(new VectorProvider().obstacle().orElse("none"));
    }
  }

  @Test
  void aJavaMachineStartedWithoutTheModuleIsToldHowToHaveIt() throws Exception {
    assertThat(probe())
        .isEqualTo("Start Java with --add-modules=jdk.incubator.vector, as ./murel does.");
    assertThat(probe("--add-modules=jdk.incubator.vector")).isEqualTo("none");
    assertThat(probe("--add-modules=jdk.incubator.vector", "-Xint"))
        .isEqualTo("This Java machine makes no vector instructions of them; OpenJDK does.");
  }

  private static String probe(String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Probe.class.getName()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
