package io.murel.app.run;

import io.murel.app.options.RunOptions;
import io.murel.model.VqaNetwork;
import io.murel.train.RunLog;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the original notes at the head of its logs: machine, options, sizes. */
final class RunNotes {
  private RunNotes() {}

  private static final String SOURCE = "Run";

  static void begin(RunLog log, RunOptions options, Path file) {
    log.info(SOURCE, "Saving environment info");
    log.group("env_info", environment());
    log.summary(SOURCE, "options: \n" + options.toYaml().indent(2));
    Map<String, Object> groups = new LinkedHashMap<>();
    groups.put("path_opts", file.toString());
    groups.putAll(options.root().values());
    log.group("options", groups);
  }

  private static Map<String, Object> environment() {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("java_version", System.getProperty("java.runtime.version"));
    out.put("command", ProcessHandle.current().info().commandLine().orElse("unknown"));
    out.put("creation_time", LocalDateTime.now().truncatedTo(ChronoUnit.SECONDS).toString());
    out.put("sysname", System.getProperty("os.name"));
    out.put("release", System.getProperty("os.version"));
    out.put("architecture", System.getProperty("os.arch"));
    out.put("processors", Runtime.getRuntime().availableProcessors());
    return out;
  }

  static void network(RunLog log, VqaNetwork network) {
    log.value("nparams", network.parameterCount());
    log.value("nparams_txt_enc", network.textParameterCount());
  }
}
