package io.murel.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A disk without room: what was saved before stays. */
class FullDiskTest extends BadInput {

  @Test
  void aDiskThatFillsUpWhileACheckpointIsWrittenKeepsTheOneBefore() throws IOException {
    assertThat(murelRun()).isZero();
    Map<String, String> before = files(run);
    // Everything written to /dev/full fails as on a full disk.
    String temporary =
        "..ckpt_last_model.pth.tar.new.%d.tmp".formatted(ProcessHandle.current().pid());
    Files.createSymbolicLink(run.resolve(temporary), full());

    assertThat(murelRun("--exp.resume", "last", "--engine.nb_epochs", "2")).isEqualTo(1);
    Map<String, String> after = files(run);
    assertThat(text(err))
        .isEqualTo(
            "Error: %s: found that it cannot be written (No space left on device), expected a disk"
                    .formatted(run.resolve("ckpt_last_model.pth.tar"))
                + " with room and a folder that may be written. Free some space or mend the folder;"
                + " nothing saved before is lost, and --exp.resume continues from there.\n");
    assertThat(after.keySet()).isEqualTo(before.keySet());
    after.keySet().removeIf(name -> !name.startsWith("ckpt_last"));
    assertThat(before).containsAllEntriesOf(after);
    assertThat(murelRun("--exp.resume", "last", "--engine.nb_epochs", "2")).isZero();
  }

  @Test
  void aFullDiskIsNamedWithTheFileThatDidNotFit() throws IOException {
    assertThat(murelRun()).isZero();
    Map<String, String> before = files(run);
    String temporary = ".options_eval_val.yaml.%d.tmp".formatted(ProcessHandle.current().pid());
    Files.createSymbolicLink(run.resolve(temporary), full());
    assertThat(murelRun("--exp.resume", "last", "--dataset.train_split")).isEqualTo(1);
    assertThat(text(err))
        .isEqualTo(
            "Error: %s: No space left on device. Make room or choose another place, then try again.\n"
                .formatted(run.resolve("options_eval_val.yaml")));
    assertThat(files(run)).isEqualTo(before);
  }

  @Test
  void aLogThatCannotGrowEndsTheRun() throws IOException {
    assertThat(murelRun()).isZero();
    Files.delete(run.resolve("logs.txt"));
    Files.createSymbolicLink(run.resolve("logs.txt"), full());
    Map<String, String> before = files(run);
    assertThat(murelRun("--exp.resume", "last", "--engine.nb_epochs", "2")).isEqualTo(1);
    assertThat(text(err))
        .isEqualTo(
            "Error: %s: found that it cannot be written (No space left on device), expected a disk"
                    .formatted(run.resolve("logs.txt"))
                + " with room and a folder that may be written. Free some space or mend the folder;"
                + " nothing saved before is lost, and --exp.resume continues from there.\n");
    assertThat(files(run)).isEqualTo(before);
  }

  private static Path full() {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "no /dev/full on this system: skipped");
    return full;
  }
}
