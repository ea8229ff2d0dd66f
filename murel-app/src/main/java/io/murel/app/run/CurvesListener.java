package io.murel.app.run;

import io.murel.app.view.ViewHtml;
import io.murel.train.EpochReport;
import io.murel.train.TrainListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** Draws view.html anew after each epoch. */
final class CurvesListener implements TrainListener {

  private final Path directory;
  private final List<String> charts;

  CurvesListener(Path directory, List<String> charts) {
    this.directory = directory;
    this.charts = List.copyOf(charts);
  }

  @Override
  public void onEpochEnd(EpochReport report) {
    try {
      ViewHtml.write(directory, charts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
