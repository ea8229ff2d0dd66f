package io.murel.app.download.transfer;

import io.murel.BadInputException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets a file from the first place that has it. What breaks off is continued, by the next attempt
 * or by the next process; the file gets its name only when size, kind and checksum are right.
 */
public final class Fetch {

  private static final Logger LOG = LoggerFactory.getLogger(Fetch.class);

  /** An attempt that came so much further does not count as a failed one. */
  private static final long PROGRESS = 1 << 20;

  /** Waits; replaced in tests. */
  @FunctionalInterface
  public interface Pause {
    void of(Duration time) throws InterruptedException;
  }

  private final Transfer transfer;
  private final Patience patience;
  private final Pause pause;
  private final Watcher watcher;

  public Fetch(Web web, Patience patience, Pause pause, FreeSpace space, Watcher watcher) {
    this.transfer = new Transfer(web, patience.silence(), space, watcher);
    this.patience = patience;
    this.pause = pause;
    this.watcher = watcher;
  }

  /**
   * Gets the file.
   *
   * @param target where it is to lie; must not exist
   * @throws NoPlaceHasIt if all places failed
   * @throws BadInputException if another process is getting the same file, or the disk has not
   *     enough room
   */
  public void get(Wanted file, Path target) throws IOException, NoPlaceHasIt, InterruptedException {
    List<String> failures = new ArrayList<>();
    try (PartFile part = PartFile.open(target)) {
      for (URI place : file.places()) {
        try {
          from(place, file, part);
          part.complete();
          return;
        } catch (PlaceFailure e) {
          failures.add(place.getHost() + ": " + e.getMessage());
          LOG.debug("{}: {}", place, e.getMessage());
        }
      }
    }
    throw new NoPlaceHasIt(failures);
  }

  /** How many bytes of a file that is to lie there have come in earlier tries. */
  public static long begun(Path target) throws IOException {
    Path part = PartFile.part(target);
    return Files.exists(part) ? Files.size(part) : 0;
  }

  /** Returns when the part is the whole file. */
  private void from(URI place, Wanted file, PartFile part)
      throws IOException, PlaceFailure, InterruptedException {
    long furthest = part.size();
    int failed = 0;
    while (true) {
      try {
        boolean resumed = transfer.run(place, file, part);
        check(file, part, resumed);
        return;
      } catch (Setback e) {
        if (part.size() >= furthest + PROGRESS) {
          furthest = part.size();
          failed = 0;
        }
        Duration wait = patience.pause(++failed, e.retryAfter());
        if (e.retryAfter().compareTo(patience.longestPause()) > 0) {
          throw new PlaceFailure(
              "%s, and asks to come back in %s"
                  .formatted(e.getMessage(), Words.of(e.retryAfter())));
        }
        if (failed >= patience.attempts()) {
          String often = failed > 1 ? ", " + failed + " times in a row" : "";
          throw new PlaceFailure(e.getMessage() + often);
        }
        LOG.info(
            "{} from {}: {}; trying again in {}.",
            file.name(),
            place.getHost(),
            e.getMessage(),
            Words.of(wait));
        pause.of(wait);
      }
    }
  }

  /**
   * @throws Setback if the parts of two attempts do not fit together: all is to come anew
   * @throws PlaceFailure if the place has another file
   */
  private void check(Wanted file, PartFile part, boolean resumed)
      throws IOException, PlaceFailure, Setback {
    try {
      FileCheck.check(file, part.path(), watcher);
    } catch (PlaceFailure e) {
      part.empty();
      if (resumed) {
        throw new Setback(e.getMessage());
      }
      throw e;
    }
  }
}
