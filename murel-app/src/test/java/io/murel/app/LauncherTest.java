package io.murel.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script, with stand-ins for the JDK (which prints its arguments) and for Maven. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {

  @TempDir private Path temp;
  private Path root;

  private record Result(int code, List<String> out, String err) {}

  @BeforeEach
  void checkOutTheProject() throws IOException {
    root = temp.resolve("a folder with blanks");
    for (String module : List.of("murel-core", "murel-vector", "murel-app")) {
      Files.createDirectories(root.resolve(module + "/src/main/java"));
      Files.writeString(root.resolve(module + "/pom.xml"), "<project/>");
    }
    Files.writeString(root.resolve("pom.xml"), "<project/>");
    Files.copy(Path.of("../murel"), root.resolve("murel"), StandardCopyOption.COPY_ATTRIBUTES);
    script(
        root.resolve("mvnw"),
        "echo \"$@\" >>maven.log",
        "echo JAVA_HOME=$JAVA_HOME >>maven.log",
        "mkdir -p murel-app/target/lib && : >murel-app/target/murel-app.jar");
  }

  @Test
  void theFirstStartBuildsAndTheSecondDoesNot() throws Exception {
    Map<String, String> java = Map.of("JAVA_HOME", jdk("jdk", "21.0.2"));

    Result first = start(java, "run", "-o", "my options.yaml");
    Result second = start(java, "--help");

    assertThat(first.err())
        .startsWith("Building murel. The first time this downloads about 150 MB");
    assertThat(first.err()).containsPattern("Built in \\d+ s\\.");
    assertThat(first.out()).endsWith("io.murel.app.Main", "run", "-o", "my options.yaml");
    assertThat(first.out()).contains("-cp", root.toRealPath() + "/murel-app/target/murel-app.jar");
    assertThat(second.err()).isEmpty();
    assertThat(second.out()).endsWith("io.murel.app.Main", "--help");
    assertThat(root.resolve("maven.log"))
        .hasContent("-B -pl murel-app -am package -DskipTests\nJAVA_HOME=" + java.get("JAVA_HOME"));
  }

  @Test
  void aChangedSourceIsBuiltAgain() throws Exception {
    Map<String, String> java = Map.of("JAVA_HOME", jdk("jdk", "21.0.2"));
    start(java, "--help");
    Thread.sleep(20); // file times are finer than this
    Files.writeString(root.resolve("murel-core/src/main/java/A.java"), "class A {}");

    assertThat(start(java, "--help").err())
        .startsWith("Building murel: something is newer than the last build.");
    assertThat(start(java, "--help").err()).isEmpty();
  }

  @Test
  void aProfileIsBuiltOnceAndStays() throws Exception {
    String home = jdk("jdk", "21.0.2");
    start(Map.of("JAVA_HOME", home), "--help");
    Map<String, String> cuda = Map.of("JAVA_HOME", home, "MUREL_PROFILE", "cuda");

    assertThat(start(cuda, "--help").err())
        .startsWith(
            "Building murel with a libtorch for GPUs. The first time this downloads some 3 GB.");
    assertThat(start(cuda, "--help").err()).isEmpty();
    assertThat(start(Map.of("JAVA_HOME", home), "--help").err()).isEmpty();
    Thread.sleep(20); // file times are finer than this
    Files.writeString(root.resolve("murel-core/src/main/java/A.java"), "class A {}");
    start(Map.of("JAVA_HOME", home), "--help");
    assertThat(Files.readAllLines(root.resolve("maven.log")))
        .filteredOn(line -> line.startsWith("-B"))
        .containsExactly(
            "-B -pl murel-app -am package -DskipTests",
            "-B -Pcuda -pl murel-app -am package -DskipTests",
            "-B -Pcuda -pl murel-app -am package -DskipTests");
  }

  @Test
  void withTheCudaOfTheMachineLessIsDownloaded() throws Exception {
    Map<String, String> installed =
        Map.of("JAVA_HOME", jdk("jdk", "21.0.2"), "MUREL_PROFILE", "cuda-installed");
    assertThat(start(installed, "--help").err())
        .startsWith(
            "Building murel with a libtorch for GPUs. The first time this downloads some 0.5 GB.");
    assertThat(Files.readAllLines(root.resolve("maven.log")))
        .contains("-B -Pcuda-installed -pl murel-app -am package -DskipTests");
  }

  @Test
  void aProfileThatIsNoNameIsRefused() throws Exception {
    Result result =
        start(Map.of("JAVA_HOME", jdk("jdk", "21.0.2"), "MUREL_PROFILE", "cuda; rm x"), "--help");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err())
        .isEqualTo(
            "MUREL_PROFILE is cuda; rm x, and was expected to be the name of a Maven profile, such"
                + " as cuda.\n");
  }

  @Test
  void aFailedBuildShowsTheEndOfItsLog() throws Exception {
    script(
        root.resolve("mvnw"), "echo '[INFO] fine'", "echo '[ERROR] A.java: missing ;'", "exit 1");

    Result result = start(Map.of("JAVA_HOME", jdk("jdk", "21.0.2")), "--help");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err())
        .contains("The build failed. The end of ", "[ERROR] A.java: missing ;")
        .doesNotContain("[INFO] fine");
    assertThat(result.out()).isEmpty();
    assertThat(root.resolve("target/murel/lock")).doesNotExist();
  }

  @Test
  void twoFirstStartsAtOnceBuildOnce() throws Exception {
    Map<String, String> java = Map.of("JAVA_HOME", jdk("jdk", "21.0.2"));
    Process one = process(java, root.resolve("murel").toString(), "one");
    Process two = process(java, root.resolve("murel").toString(), "two");

    assertThat(result(one).out()).endsWith("one");
    assertThat(result(two).out()).endsWith("two");
    assertThat(root.resolve("maven.log")).content().containsOnlyOnce("package");
  }

  @Test
  void theLockOfADeadBuildIsTakenOver() throws Exception {
    Files.createDirectories(root.resolve("target/murel/lock"));
    Files.writeString(root.resolve("target/murel/lock/pid"), "999999999\n");

    Result result = start(Map.of("JAVA_HOME", jdk("jdk", "21.0.2")), "--help");

    assertThat(result.code()).isZero();
    assertThat(root.resolve("target/murel/lock")).doesNotExist();
  }

  @Test
  void javaHomeIsTakenIfItIsNewEnough() throws Exception {
    jdk("home/.sdkman/candidates/java/99", "99.0.1");

    Result result = start(Map.of("JAVA_HOME", jdk("my jdk", "17.0.1")), "--help");

    assertThat(result.out()).startsWith("jdk 17.0.1");
    assertThat(result.out()).doesNotContain("--enable-native-access=ALL-UNNAMED");
  }

  @Test
  void elseTheNewestJdkFoundIsTaken() throws Exception {
    jdk("home/.sdkman/candidates/java/98.0.2", "98.0.2");
    jdk("home/.jdks/99 preview", "99-ea");

    Result result = start(Map.of("JAVA_HOME", jdk("old", "1.8.0_312")), "--help");

    assertThat(result.out()).startsWith("jdk 99-ea");
    assertThat(result.out()).contains("--enable-native-access=ALL-UNNAMED");
  }

  @Test
  void theVectorModuleIsAddedWhereTheJdkHasIt() throws Exception {
    String jdk = jdk("jdk", "25");
    assertThat(start(Map.of("JAVA_HOME", jdk), "--help").out())
        .doesNotContain("--add-modules=jdk.incubator.vector");

    Files.writeString(
        Path.of(jdk, "release"),
        "JAVA_VERSION=\"25\"\nMODULES=\"java.base jdk.incubator.vector java.xml\"\n");
    assertThat(start(Map.of("JAVA_HOME", jdk), "--help").out())
        .contains("--add-modules=jdk.incubator.vector");
  }

  @Test
  void itStartsThroughASymbolicLinkFromAnywhere() throws Exception {
    Path links = Files.createDirectories(temp.resolve("bin"));
    Files.createSymbolicLink(links.resolve("first"), Path.of("../a folder with blanks/murel"));
    Files.createSymbolicLink(links.resolve("murel"), Path.of("first"));

    Process process =
        process(Map.of("JAVA_HOME", jdk("jdk", "21")), links.resolve("murel").toString(), "x");

    assertThat(result(process).out()).endsWith("io.murel.app.Main", "x");
  }

  @Test
  void optionsForJavaComeFromTheEnvironment() throws Exception {
    Map<String, String> environment =
        Map.of("JAVA_HOME", jdk("jdk", "21"), "MUREL_JAVA_OPTS", "-Xmx6g -ea");

    assertThat(start(environment, "x").out()).containsSubsequence("-Xmx3g", "-Xmx6g", "-ea");
  }

  @Test
  void theExitCodeIsThatOfTheProgram() throws Exception {
    String jdk = jdk("jdk", "21");
    script(Path.of(jdk, "bin/java"), "exit 7");

    assertThat(start(Map.of("JAVA_HOME", jdk), "x").code()).isEqualTo(7);
  }

  private Result start(Map<String, String> environment, String... args) throws Exception {
    List<String> command = new ArrayList<>(List.of(root.resolve("murel").toString()));
    command.addAll(List.of(args));
    return result(process(environment, command.toArray(String[]::new)));
  }

  private Process process(Map<String, String> environment, String... command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(temp.toFile());
    builder.environment().remove("JAVA_HOME");
    builder.environment().remove("MUREL_JAVA_OPTS");
    builder.environment().remove("MUREL_PROFILE");
    builder.environment().put("HOME", temp.resolve("home").toString());
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static Result result(Process process) throws Exception {
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), out.lines().toList(), err);
  }

  /** A JDK whose java prints its version and its arguments. */
  private String jdk(String name, String version) throws IOException {
    Path home = temp.resolve(name);
    Files.createDirectories(home.resolve("bin"));
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    script(home.resolve("bin/javac"), "exit 1");
    script(home.resolve("bin/java"), "echo jdk " + version, "printf '%s\\n' \"$@\"");
    return home.toString();
  }

  private static void script(Path file, String... lines) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }
}
