package io.murel.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Run directories that cannot be written, hold something else, or have damaged checkpoints. */
class BadRunDirectoryTest extends BadInput {

  @Test
  void anExistingRunIsNotWrittenOver() throws IOException {
    assertThat(murelRun()).isZero();
    assertFails(
        "exp.dir: found %s, which holds a run, expected a new directory. Continue it with"
                .formatted(run)
            + " --exp.resume last, choose another --exp.dir, or delete it.");
    for (String part : List.of("model", "optimizer", "engine")) { // its disk was full
      Files.delete(run.resolve("ckpt_last_" + part + ".pth.tar"));
    }
    assertFails(
        "exp.dir: found %s, which holds a run, expected a new directory. Continue it with"
                .formatted(run)
            + " --exp.resume best_eval_epoch.accuracy_top1, choose another --exp.dir, or delete it.");
  }

  @Test
  void aDirectoryWithOtherFilesIsNotWrittenInto() throws IOException {
    Files.writeString(Files.createDirectories(run).resolve("thesis.txt"), "years of work");
    assertFails(
        "exp.dir: found %s, which holds files but no checkpoint, expected a new directory. Choose"
                .formatted(run)
            + " another --exp.dir, or move the files away.");
  }

  @Test
  void aDirectoryThatCannotBeMadeIsNamed() throws IOException {
    Path file = Files.writeString(temp.resolve("notes"), "mine");
    Path below = file.resolve("run");
    assertFails(
        "exp.dir: found %s, but %s is a file, expected a directory that can be made and written."
                .formatted(below, file)
            + " Choose another --exp.dir, or change that.",
        "--exp.dir",
        below.toString());
  }

  @Test
  void aDirectoryWithoutTheRightToWriteIsNamed() throws IOException {
    Path locked = Files.createDirectory(temp.resolve("locked"));
    assumeTrue(
        locked.toFile().setWritable(false) && !Files.isWritable(locked),
        "this user may write everywhere: skipped");
    assertFails(
        "exp.dir: found %s, but %s cannot be written, expected a directory that can be made and"
                .formatted(locked.resolve("run"), locked)
            + " written. Choose another --exp.dir, or change that.",
        "--exp.dir",
        locked.resolve("run").toString());
  }

  @Test
  void resumingWithoutACheckpointSaysSo() throws IOException {
    assertFails(
        "%s: found no checkpoint 'last', expected the directory of a run. Check exp.dir, or start"
                .formatted(run)
            + " anew without exp.resume.",
        "--exp.resume",
        "last");
  }

  @Test
  void aCheckpointOfAnotherShapeLeavesTheRunAsItWas() throws IOException {
    assertThat(murelRun()).isZero();
    data.regions("train", 5);
    data.regions("val", 5);
    assertFails(
        "%s: found 'region_proj.weight' of shape [128, 8], expected shape [128, 5]. Use the options"
                .formatted(run.resolve("ckpt_last_model.pth.tar"))
            + " (and the vocabulary) the checkpoint was trained with.",
        "--exp.resume",
        "last");
  }

  @Test
  void aTruncatedCheckpointLeavesTheRunAsItWas() throws IOException {
    assertThat(murelRun()).isZero();
    for (String part : List.of("model", "optimizer", "engine")) {
      Path file = run.resolve("ckpt_last_" + part + ".pth.tar");
      byte[] whole = Files.readAllBytes(file);
      data.halve(file);
      assertFails(
          "%s: found a damaged zip file (no directory at its end), expected a complete file of"
                  .formatted(file)
              + " torch.save. The file is damaged or of another format; write or download it again.",
          "--exp.resume",
          "last",
          "--engine.nb_epochs",
          "2");
      Files.write(file, whole);
    }
    assertThat(murelRun("--exp.resume", "last", "--engine.nb_epochs", "2")).isZero();
  }
}
