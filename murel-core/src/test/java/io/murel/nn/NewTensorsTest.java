package io.murel.nn;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callConstructorWhere;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethodWhere;
import static com.tngtech.archunit.lang.conditions.ArchConditions.never;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

/**
 * Networks compute on any device: what they make while they compute lies where their input lies,
 * and no number is looked at on the way. Checked in the compiled classes, since a GPU is seldom at
 * hand.
 */
class NewTensorsTest {

  /** What makes a tensor of nothing; where, its TensorOptions say, and without them on the CPU. */
  private static final Set<String> FACTORIES =
      Set.of(
          "empty",
          "zeros",
          "ones",
          "full",
          "rand",
          "randn",
          "randint",
          "randperm",
          "arange",
          "eye",
          "linspace",
          "tensor",
          "scalar_tensor",
          "from_blob",
          "hann_window",
          "tril_indices");

  /** What brings numbers to Java, or waits until they are there. */
  private static final List<String> LOOKS =
      List.of("array", "floats", "doubles", "longs", "tensor");

  /** Initial weights, made on the CPU whatever the device they are moved to. */
  private static final Set<String> INITIAL_VALUES =
      Set.of(
          "io.murel.nn.Init",
          "io.murel.text.WordEmbedding",
          "io.murel.text.SkipThoughtsFiles",
          "io.murel.fusion.CountSketch");

  /** Copies what it looks at and moves what it makes; once a batch. */
  private static final String WORDS = "io.murel.text.PackedWords";

  /** Asks where numbers are, not what they are. */
  private static final String ADDRESS = "io.murel.nn.WrittenTo";

  /** Copy what they show. */
  private static final Set<String> TRACES =
      Set.of("io.murel.model.TraceRecorder", "io.murel.model.EvidenceRecorder");

  /** Counts the regions of a batch for those. */
  private static final String BATCH = "io.murel.model.Batch";

  private static final JavaClasses NETWORKS =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(
              "io.murel.nn",
              "io.murel.fusion",
              "io.murel.text",
              "io.murel.relation",
              "io.murel.model");

  private static final JavaClasses TRAINING =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.murel.train", "io.murel.metrics");

  /** What all rules are against. */
  private static final class Careless {
    static float[] numbers(Tensor x) {
      Tensor ones = torch.ones(3, 2).add(torch.eye(2));
      return Torch.floats(x.add(torch.zeros(new long[] {2}, new TensorOptions())).add(ones));
    }
  }

  @Test
  void newTensorsLieWhereTheirInputsLie() {
    newTensors().check(NETWORKS);
    newTensors().check(TRAINING);
  }

  private static ArchRule newTensors() {
    DescribedPredicate<JavaMethodCall> onTheCpu =
        describe(
            "a tensor is made without TensorOptions",
            call ->
                call.getTargetOwner().isEquivalentTo(torch.class)
                    && FACTORIES.contains(call.getName())
                    && call.getTarget().getRawParameterTypes().stream()
                        .noneMatch(type -> type.isEquivalentTo(TensorOptions.class)));
    return classes()
        .that(areNot(INITIAL_VALUES))
        .and(areNot(Set.of("io.murel.nn.Torch")))
        .should(never(callMethodWhere(onTheCpu)));
  }

  @Test
  void optionsOfNewTensorsComeFromATensorOrNameADevice() {
    options().check(NETWORKS);
    options().check(TRAINING);
  }

  private static ArchRule options() {
    DescribedPredicate<JavaConstructorCall> withoutADevice =
        describe(
            "TensorOptions are made without a device",
            call ->
                call.getTargetOwner().isEquivalentTo(TensorOptions.class)
                    && call.getTarget().getRawParameterTypes().stream()
                        .noneMatch(type -> type.isEquivalentTo(org.bytedeco.pytorch.Device.class)));
    return classes()
        .that(areNot(Set.of("io.murel.nn.Torch")))
        .should(never(callConstructorWhere(withoutADevice)));
  }

  @Test
  void noNumberIsLookedAtWhileComputing() {
    looks().check(NETWORKS);
  }

  private static ArchRule looks() {
    DescribedPredicate<JavaMethodCall> looks =
        describe(
            "numbers are copied to or from Java",
            call ->
                isLook(call)
                    || call.getTargetOwner().isAssignableTo(Tensor.class)
                        && (call.getName().startsWith("item")
                            || call.getName().startsWith("data_ptr")
                            || call.getName().equals("cpu")
                            || call.getName().equals("createBuffer")));
    return classes()
        .that(areNot(INITIAL_VALUES))
        .and(areNot(TRACES))
        .and(areNot(Set.of(WORDS, BATCH, ADDRESS, "io.murel.nn.Torch")))
        .should(never(callMethodWhere(looks)));
  }

  @Test
  void carelessCodeIsFound() {
    JavaClasses careless = new ClassFileImporter().importClasses(Careless.class);
    assertThat(found(newTensors(), careless))
        .hasSize(2)
        .anyMatch(line -> line.contains("torch.ones"))
        .anyMatch(line -> line.contains("torch.eye"));
    assertThat(found(options(), careless)).hasSize(1);
    assertThat(found(looks(), careless)).hasSize(1).first().asString().contains("Torch.floats");
  }

  private static List<String> found(ArchRule rule, JavaClasses in) {
    return rule.evaluate(in).getFailureReport().getDetails();
  }

  private static boolean isLook(JavaAccess<?> call) {
    return call.getTargetOwner().isEquivalentTo(Torch.class) && LOOKS.contains(call.getName());
  }

  private static DescribedPredicate<JavaClass> areNot(Set<String> names) {
    return describe("are not " + names, type -> !names.contains(type.getName()));
  }
}
