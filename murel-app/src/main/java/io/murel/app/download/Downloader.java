package io.murel.app.download;

import io.murel.BadInputException;
import io.murel.app.download.transfer.Fetch;
import io.murel.app.download.transfer.FileCheck;
import io.murel.app.download.transfer.FreeSpace;
import io.murel.app.download.transfer.NoPlaceHasIt;
import io.murel.app.download.transfer.Wanted;
import io.murel.app.download.transfer.Watcher;
import io.murel.app.download.unpack.ArchiveKind;
import io.murel.app.download.unpack.SafeArchive;
import io.murel.app.download.unpack.Unpack;
import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * Brings the files of a bundle to where they belong: gets, checks and unpacks what is missing.
 * Nothing that exists is overwritten.
 */
public final class Downloader {

  /** Estimates may be wrong by so much, not more. */
  private static final int UNPACKED_SLACK = 4;

  private static final long SMALL = 64L << 20;
  private static final int MOST_ENTRIES = 1_000_000;

  /** How it went with a file. */
  public enum Outcome {
    /** It was there. */
    THERE,
    /** It is there now. */
    DONE
  }

  private final Stock stock;
  private final Fetch fetch;
  private final FreeSpace space;
  private final List<URI> mirrors;
  private final boolean keepArchives;
  private final Watcher watcher;

  /**
   * @param mirrors folders on the web that are asked first
   * @param keepArchives whether archives stay once they are unpacked
   */
  public Downloader(
      Stock stock,
      Fetch fetch,
      FreeSpace space,
      List<URI> mirrors,
      boolean keepArchives,
      Watcher watcher) {
    this.stock = stock;
    this.fetch = fetch;
    this.space = space;
    this.mirrors = List.copyOf(mirrors);
    this.keepArchives = keepArchives;
    this.watcher = watcher;
  }

  /**
   * Brings one file.
   *
   * @throws BadInputException if no place has it, it is not the one wanted, or the disk is full;
   *     says what to do
   */
  public Outcome get(Bundle bundle, RemoteFile file) throws IOException, InterruptedException {
    if (stock.has(bundle, file)) {
      requireSize(bundle, file);
      return Outcome.THERE;
    }
    Path target = stock.target(bundle, file);
    boolean givenByHand = Files.exists(target);
    if (givenByHand) {
      FileCheck.requireRight(file.wanted(), target, watcher);
      space.require(bundle.folder(stock.data()), file.unpackedBytes());
    } else {
      long missing = Math.max(0, file.wanted().about() - stock.begun(bundle, file));
      space.require(target, missing + file.unpackedBytes());
      fetch(bundle, file, target);
    }
    unpack(bundle, file, target);
    if (file.isArchive() && !givenByHand && !keepArchives) {
      discard(target);
    }
    return Outcome.DONE;
  }

  /** A file under its name was checked when it came; one of another size came from elsewhere. */
  private void requireSize(Bundle bundle, RemoteFile file) throws IOException {
    Path target = stock.target(bundle, file);
    OptionalLong size = file.wanted().size();
    if (!file.isArchive() && size.isPresent() && Files.size(target) != size.getAsLong()) {
      FileCheck.requireRight(file.wanted(), target, watcher);
    }
  }

  private void fetch(Bundle bundle, RemoteFile file, Path target)
      throws IOException, InterruptedException {
    Wanted wanted = file.wanted().alsoFrom(mirrors);
    try {
      fetch.get(wanted, target);
    } catch (NoPlaceHasIt e) {
      int places = wanted.places().size();
      throw BadInputException.at(wanted.name())
          .found("no place that has it (" + e.getMessage() + ")")
          .expected(places == 1 ? "it at its address" : "it at one of " + places + " addresses")
          .remedy(
              "Get it in another way, put it at %s and run this again. %s"
                  .formatted(target, bundle.advice()),
              e);
    }
  }

  private void unpack(Bundle bundle, RemoteFile file, Path target) throws IOException {
    Path folder = bundle.folder(stock.data());
    if (file.unpacking() instanceof Unpacking.Files files) {
      new Unpack(archive(file, target), folder, watcher).files(files.names());
    } else if (file.unpacking() instanceof Unpacking.Folder whole) {
      new Unpack(archive(file, target), folder, watcher).folder(whole.name());
    }
  }

  private static SafeArchive archive(RemoteFile file, Path target) {
    ArchiveKind kind = ArchiveKind.of(file.wanted().name()).orElseThrow();
    long most = Math.max(SMALL, UNPACKED_SLACK * file.unpackedBytes());
    return new SafeArchive(target, kind, most, MOST_ENTRIES);
  }

  /** Deletes an archive, and the folders for archives where they are empty then. */
  private void discard(Path archive) throws IOException {
    Files.delete(archive);
    Path folder = archive.getParent();
    try {
      Files.delete(folder);
      Files.delete(folder.getParent());
    } catch (DirectoryNotEmptyException e) {
      return; // another archive is there
    }
  }
}
