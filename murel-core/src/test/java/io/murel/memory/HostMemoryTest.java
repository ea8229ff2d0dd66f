package io.murel.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With made-up files of a Linux system. */
class HostMemoryTest {

  private static final long MIB = 1 << 20;

  @TempDir private Path root;

  @BeforeEach
  void aMachineOfEightGibibytesOfWhichSixAreAvailable() throws IOException {
    write(
        "proc/meminfo",
        "MemTotal:        8388608 kB\nMemFree:         1048576 kB\nMemAvailable:    6291456 kB\n");
  }

  @Test
  void withoutAContainerWhatTheMachineCouldGiveCounts() {
    assertThat(available()).isEqualTo(6144 * MIB);
  }

  @Test
  void groupsWithoutALimitChangeNothing() throws IOException {
    write("proc/self/cgroup", "0::/user.slice\n");
    group("sys/fs/cgroup/user.slice", "max", 100 * MIB, 0);
    assertThat(available()).isEqualTo(6144 * MIB);
  }

  @Test
  void theLimitOfAContainerCountsAndItsCachedFilesDoNot() throws IOException {
    write("proc/self/cgroup", "0::/\n");
    group("sys/fs/cgroup", "" + 2048 * MIB, 1500 * MIB, 600 * MIB);
    assertThat(available()).isEqualTo((2048 - 1500 + 600) * MIB);
  }

  @Test
  void theTightestOfTheGroupsAboveCounts() throws IOException {
    write("proc/self/cgroup", "0::/jobs/mine\n");
    group("sys/fs/cgroup/jobs/mine", "" + 4096 * MIB, 100 * MIB, 0);
    group("sys/fs/cgroup/jobs", "" + 3000 * MIB, 2500 * MIB, 0);
    assertThat(available()).isEqualTo(500 * MIB);
  }

  @Test
  void aContainerLargerThanWhatIsFreeLeavesWhatIsFree() throws IOException {
    write("proc/self/cgroup", "0::/\n");
    group("sys/fs/cgroup", "" + 8000 * MIB, 10 * MIB, 0);
    assertThat(available()).isEqualTo(6144 * MIB);
  }

  @Test
  void theFirstVersionOfControlGroupsIsReadToo() throws IOException {
    write("proc/self/cgroup", "5:cpu,cpuacct:/x\n4:memory:/docker/abc\n");
    String folder = "sys/fs/cgroup/memory/"; // the path is the host's: not there in the container
    write(folder + "memory.limit_in_bytes", 1024 * MIB + "\n");
    write(folder + "memory.usage_in_bytes", 1000 * MIB + "\n");
    write(
        folder + "memory.stat",
        "cache 5\ntotal_active_file " + 100 * MIB + "\ntotal_inactive_file " + 50 * MIB + "\n");
    assertThat(available()).isEqualTo(174 * MIB);
  }

  @Test
  void theFirstVersionsNumberForNoLimitIsNone() throws IOException {
    write("proc/self/cgroup", "4:memory:/\n");
    write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
    write("sys/fs/cgroup/memory/memory.usage_in_bytes", "5\n");
    assertThat(available()).isEqualTo(6144 * MIB);
  }

  @Test
  void moreUsedThanAllowedLeavesNothing() throws IOException {
    write("proc/self/cgroup", "0::/\n");
    group("sys/fs/cgroup", "" + 100 * MIB, 200 * MIB, 0);
    assertThat(available()).isZero();
  }

  @Test
  void thisMachineHasSome() {
    assertThat(new HostMemory().available()).isPositive();
  }

  private long available() {
    return new HostMemory(root).available();
  }

  private void group(String folder, String max, long current, long files) throws IOException {
    write(folder + "/memory.max", max + "\n");
    write(folder + "/memory.current", current + "\n");
    write(folder + "/memory.stat", "anon 7\nactive_file 0\ninactive_file " + files + "\n");
  }

  private void write(String name, String content) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }
}
