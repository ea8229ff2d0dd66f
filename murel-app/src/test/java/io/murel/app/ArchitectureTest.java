package io.murel.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What may use what. */
class ArchitectureTest {

  private static JavaClasses murel;

  @BeforeAll
  static void read() {
    murel =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar")) // in a whole build
            .importPackages("io.murel");
  }

  @Test
  void theLibraryKnowsNoCommandLineNoOptionsFilesAndNoLoggingBackend() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.murel.app..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.murel.app..",
            "picocli..",
            "org.yaml.snakeyaml..",
            "ch.qos.logback..",
            "me.tongfei.progressbar..")
        .check(murel);
  }

  @Test
  void filesAreReadWithoutTensors() {
    noClasses()
        .that()
        .resideInAnyPackage("io.murel.io..", "io.murel.regions..", "io.murel.scenes..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.bytedeco..")
        .check(murel);
  }

  @Test
  void nothingBelowTrainingKnowsTraining() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.murel.train..", "io.murel.vqa..", "io.murel.app..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.murel.train..")
        .check(murel);
  }

  @Test
  void nothingInTheLibraryKnowsItsFrontDoor() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.murel.vqa..", "io.murel.figure..", "io.murel.app..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.murel.vqa..")
        .check(murel);
  }

  @Test
  void networksKnowNoDataSets() {
    noClasses()
        .that()
        .resideInAnyPackage("io.murel.model..", "io.murel.relation..", "io.murel.text..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.murel.data..", "io.murel.train..", "io.murel.scenes..")
        .check(murel);
  }

  @Test
  void fusionsNeedLayersAndOptionsOnly() {
    noClasses()
        .that()
        .resideInAPackage("io.murel.fusion..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.murel.model..",
            "io.murel.relation..",
            "io.murel.text..",
            "io.murel.data..",
            "io.murel.train..",
            "io.murel.regions..",
            "io.murel.io..")
        .check(murel);
  }

  @Test
  void onlyTheEntryPointEndsTheProcess() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("io.murel.app.Main")
        .should()
        .callMethod(System.class, "exit", int.class)
        .check(murel);
  }

  @Test
  void packagesOfTheLibraryHaveNoCycles() {
    slices().matching("io.murel.(*)..").should().beFreeOfCycles().check(murel);
  }

  @Test
  void packagesOfTheApplicationHaveNoCycles() {
    slices().matching("io.murel.app.(*)..").should().beFreeOfCycles().check(murel);
  }
}
