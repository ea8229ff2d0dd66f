package io.murel.app.download.unpack;

import io.murel.BadInputException;
import io.murel.app.download.transfer.Watcher;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Takes files out of an archive. They are unpacked to a hidden folder first and get their names
 * once the whole archive is read; hidden folders left by killed processes are cleared.
 */
public final class Unpack {

  private static final String SUFFIX = ".unpacking";

  private final SafeArchive archive;
  private final Path folder;
  private final Watcher watcher;

  /**
   * @param folder where to; made where it is missing
   */
  public Unpack(SafeArchive archive, Path folder, Watcher watcher) {
    this.archive = archive;
    this.folder = folder;
    this.watcher = watcher;
  }

  /**
   * Takes single files, in whatever folder of the archive they are. Files that exist are kept.
   *
   * @param wanted the names to give them, by their names in the archive
   * @throws BadInputException if the archive is refused or lacks one of them
   */
  public void files(Map<String, String> wanted) throws IOException {
    staged(
        staging -> {
          Set<String> found = new HashSet<>();
          archive.read(
              (name, content) -> {
                String last = name.substring(name.lastIndexOf('/') + 1);
                if (wanted.containsKey(last)) {
                  if (!found.add(last)) {
                    throw new Refused("two files named '" + last + "'");
                  }
                  write(content, staging.resolve(wanted.get(last)), true);
                }
              },
              watcher);
          Set<String> missing = new TreeSet<>(wanted.keySet());
          missing.removeAll(found);
          if (!missing.isEmpty()) {
            throw lacks(String.join(", no ", missing));
          }
          for (String name : wanted.values()) {
            if (!Files.exists(folder.resolve(name))) {
              move(staging.resolve(name), folder.resolve(name));
            }
          }
        });
  }

  /**
   * Takes all files below one folder of the archive.
   *
   * @param name the folder, in the archive and here; kept where it has files
   * @throws BadInputException if the archive is refused or lacks the folder
   */
  public void folder(String name) throws IOException {
    staged(
        staging -> {
          archive.read(
              (file, content) -> {
                if (file.startsWith(name + "/")) {
                  write(content, staging.resolve(file), false);
                }
              },
              watcher);
          if (!Files.isDirectory(staging.resolve(name))) {
            throw lacks("folder " + name);
          }
          if (!isThere(folder.resolve(name))) { // or another process was quicker
            move(staging.resolve(name), folder.resolve(name));
          }
        });
  }

  private static boolean isThere(Path folder) throws IOException {
    try (Stream<Path> content = Files.exists(folder) ? Files.list(folder) : Stream.empty()) {
      return content.findAny().isPresent();
    }
  }

  private interface Work {
    void in(Path staging) throws IOException;
  }

  private void staged(Work work) throws IOException {
    Files.createDirectories(folder);
    removeLeftovers();
    Path staging = folder.resolve(prefix() + ProcessHandle.current().pid() + SUFFIX);
    Files.createDirectory(staging);
    try {
      work.in(staging);
    } finally {
      delete(staging);
    }
  }

  private String prefix() {
    return "." + archive.file().getFileName() + ".";
  }

  /** Clears what other processes began, unless they are still at it. */
  private void removeLeftovers() throws IOException {
    Pattern name = Pattern.compile(Pattern.quote(prefix()) + "(\\d{1,18})" + Pattern.quote(SUFFIX));
    List<Path> all;
    try (Stream<Path> content = Files.list(folder)) {
      all = content.toList();
    }
    for (Path path : all) {
      Matcher match = name.matcher(path.getFileName().toString());
      if (match.matches() && !isAnother(Long.parseLong(match.group(1)))) {
        delete(path);
      }
    }
  }

  private static boolean isAnother(long pid) {
    return pid != ProcessHandle.current().pid() && ProcessHandle.of(pid).isPresent();
  }

  /**
   * @param force whether to wait until it is on the disk; too slow for very many files
   */
  private static void write(InputStream content, Path file, boolean force) throws IOException {
    Files.createDirectories(file.getParent());
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      OutputStream out = named(file, Channels.newOutputStream(channel));
      content.transferTo(out);
      if (force) {
        channel.force(true);
      }
    }
  }

  /** A stream whose failures name the file: the archive is not to blame for a full disk. */
  private static OutputStream named(Path file, OutputStream out) {
    return new OutputStream() {
      @Override
      public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int from, int length) throws IOException {
        try {
          out.write(bytes, from, length);
        } catch (IOException e) {
          FileSystemException named =
              new FileSystemException(file.toString(), null, e.getMessage());
          named.initCause(e);
          throw named;
        }
      }
    };
  }

  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  private BadInputException lacks(String what) {
    return BadInputException.at(archive.file().toString())
        .found("no " + what)
        .expected("the archive that is listed")
        .remedy("Nothing was unpacked. Its publisher may have changed it; see the list of places.");
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      try (Stream<Path> files = Files.walk(folder)) { // does not follow links
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
