package io.murel.app.cli;

import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    String version = Version.class.getPackage().getImplementationVersion(); // null outside the jar
    return new String[] {
      "murel %s (Java %s, %s %s)"
          .formatted(
              version == null ? "development" : version,
              Runtime.version().feature(),
              System.getProperty("os.name"),
              System.getProperty("os.arch"))
    };
  }
}
