package io.murel.app.report;

/**
 * The machine that the demo ran on.
 *
 * @param cores processors available
 * @param os for instance "Linux amd64"
 * @param jdk for instance "17.0.15 (OpenJDK 64-Bit Server VM)"
 */
public record MachineFacts(int cores, String os, String jdk) {

  /** This machine. */
  public static MachineFacts here() {
    return new MachineFacts(
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        Runtime.version() + " (" + System.getProperty("java.vm.name") + ")");
  }
}
