package io.murel.scenes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.BadInputException;
import io.murel.regions.Box;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenesWriterTest {

  @TempDir Path folder;

  private ScenesOptions options(String name, long seed) {
    return new ScenesOptions(folder.resolve(name), seed, 12, 4, 4, 160, 120, 4, 8, 12);
  }

  private static ScenesReport write(ScenesOptions options) {
    return ScenesWriter.write(options, SceneSink.NONE, ScenesProgress.NONE);
  }

  private static Map<String, String> hashes(Path root) throws Exception {
    Map<String, String> hashes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        hashes.put(root.relativize(file).toString(), HexFormat.of().formatHex(hash));
      }
    }
    return hashes;
  }

  @Test
  void theSameSeedGivesTheSameBytes() throws Exception {
    write(options("a", 5));
    write(options("b", 5));
    write(options("c", 6));
    Map<String, String> first = hashes(folder.resolve("a"));
    assertThat(first).hasSize(20 + 9 + 1).isEqualTo(hashes(folder.resolve("b")));
    Map<String, String> other = hashes(folder.resolve("c"));
    assertThat(other.keySet()).isEqualTo(first.keySet());
    assertThat(other.values()).doesNotContainAnyElementsOf(first.values());
  }

  @Test
  void noSceneIsInTwoSplits() throws Exception {
    write(options("a", 5));
    Map<String, String> images = hashes(folder.resolve("a/images"));
    assertThat(images.values()).doesNotHaveDuplicates().hasSize(20);
    GeneratedSet set = new GeneratedSet(folder.resolve("a"));
    List<String> objects = new ArrayList<>();
    List<Integer> ids = new ArrayList<>();
    for (Split split : Split.values()) {
      set.json("scenes", split)
          .get("scenes")
          .forEach(
              scene -> {
                objects.add(scene.get("objects").toString());
                ids.add(scene.get("image_id").asInt());
              });
    }
    assertThat(objects).doesNotHaveDuplicates().hasSize(20);
    assertThat(ids).doesNotHaveDuplicates().contains(1, 12, 1_000_001, 2_000_004);
  }

  @Test
  void theSinkIsServedInParallelButTakesItsTurnsInOrder() throws Exception {
    List<String> turns = new ArrayList<>();
    Map<String, List<Box>> boxes = new ConcurrentHashMap<>();
    List<String> events = Collections.synchronizedList(new ArrayList<>());
    SceneSink sink =
        new SceneSink() {
          @Override
          public Turn scene(Split split, String name, BufferedImage image, List<Box> found) {
            assertThat(image.getWidth()).isEqualTo(160);
            assertThat(image.getHeight()).isEqualTo(120);
            boxes.put(name, found);
            return () -> turns.add(name);
          }

          @Override
          public void begin(Path filling) throws IOException {
            events.add("begin");
            Files.writeString(filling.resolve("extra.bin"), "x");
          }

          @Override
          public void end() {
            events.add("end after " + turns.size());
          }
        };
    List<Integer> progress = new ArrayList<>();
    ScenesWriter.write(options("a", 5), sink, (done, total) -> progress.add(done * 1000 + total));

    assertThat(events).containsExactly("begin", "end after 20");
    assertThat(folder.resolve("a/extra.bin")).hasContent("x");
    assertThat(turns).hasSize(20).startsWith("scene_train_000000001", "scene_train_000000002");
    assertThat(turns.subList(0, 12)).isSorted();
    assertThat(turns).endsWith("scene_test_002000003", "scene_test_002000004");
    assertThat(progress).hasSize(20).startsWith(1020).endsWith(20020);
    assertThat(boxes).hasSize(20);
    boxes
        .values()
        .forEach(
            list ->
                assertThat(list)
                    .hasSizeBetween(4, 8)
                    .allSatisfy(
                        box -> {
                          assertThat(box.x1()).isBetween(0f, box.x2() - 8);
                          assertThat(box.y1()).isBetween(0f, box.y2() - 8);
                          assertThat(box.x2()).isLessThanOrEqualTo(160);
                          assertThat(box.y2()).isLessThanOrEqualTo(120);
                        }));
    assertThat(boxes.values().stream().map(List::size).distinct().count()).isGreaterThan(2);
  }

  @Test
  void anEmptyFolderIsFilledAndTheSameScenesAreReused() throws Exception {
    Files.createDirectory(folder.resolve("a"));
    ScenesReport made = write(options("a", 5));
    assertThat(made.reused()).isFalse();
    Map<String, String> before = hashes(folder.resolve("a"));
    ScenesReport again =
        ScenesWriter.write(
            options("a", 5),
            (split, name, image, boxes) -> {
              throw new IOException("must not be called");
            },
            ScenesProgress.NONE);
    assertThat(again.reused()).isTrue();
    assertThat(again.questions()).isEqualTo(made.questions());
    assertThat(again.guessing().keySet()).containsExactly(Split.VAL, Split.TEST);
    assertThat(again.guessing().get(Split.TEST)).hasSameSizeAs(made.guessing().get(Split.TEST));
    assertThat(hashes(folder.resolve("a"))).isEqualTo(before);
  }

  @Test
  void aFolderWithOtherThingsInItIsRefusedUntouched() throws Exception {
    Path precious = Files.createDirectories(folder.resolve("a")).resolve("thesis.txt");
    Files.writeString(precious, "years of work");
    assertThatThrownBy(() -> write(options("a", 5)))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(folder.resolve("a") + ": found a folder with other things in it")
        .hasMessageEndingWith(
            "Choose another folder, or delete this one if you no longer need it.");
    assertThat(precious).hasContent("years of work");
    assertThatThrownBy(() -> write(options("a/thesis.txt", 5)))
        .hasMessageStartingWith(precious + ": found a file, expected no such folder");
    assertThatThrownBy(() -> write(options("a/thesis.txt/b", 5)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("found a folder that cannot be written");
  }

  @Test
  void scenesMadeOtherwiseAreRefusedAndTheMessageSaysHow() {
    write(options("a", 5));
    assertThatThrownBy(() -> write(options("a", 6)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("found scenes made with other options {\"version\":1,\"seed\":5,")
        .hasMessageContaining("or scenes made with {\"version\":1,\"seed\":6,");
  }

  @Test
  void aDamagedManifestIsReported() throws Exception {
    write(options("a", 5));
    Path manifest = folder.resolve("a/scenes.json");
    byte[] whole = Files.readAllBytes(manifest);
    Files.write(manifest, Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> write(options("a", 5)))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(manifest + ": found a damaged file");
  }

  @Test
  void aFailureLeavesNothingBehind() throws Exception {
    SceneSink full =
        (split, name, image, boxes) -> {
          if (name.endsWith("9")) {
            throw new IOException("No space left on device");
          }
          return () -> {};
        };
    assertThatThrownBy(() -> ScenesWriter.write(options("a", 5), full, ScenesProgress.NONE))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            folder.resolve("a")
                + ": found a folder that cannot be written (No space left on device), expected a"
                + " writable folder with about 1 MB of room. Make room or choose another folder;"
                + " nothing half-written was left.");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void whatAKilledProcessLeftIsRemoved() throws Exception {
    Path dead = Files.createDirectories(folder.resolve(".a.999999999999.tmp/images"));
    Path other = Files.createDirectories(folder.resolve(".b.999999999999.tmp"));
    Files.writeString(dead.resolve("x.png"), "half", StandardCharsets.UTF_8);
    write(options("a", 5));
    assertThat(dead.getParent()).doesNotExist();
    assertThat(other).exists();
  }
}
