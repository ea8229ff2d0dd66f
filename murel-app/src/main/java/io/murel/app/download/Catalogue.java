package io.murel.app.download;

import io.murel.app.console.ByteSize;
import io.murel.app.download.transfer.Checksum;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Says what can be downloaded, what it needs, and what of it is there.
 *
 * @param stock what is there
 */
public record Catalogue(Stock stock) {

  /** Three lines on each bundle. */
  public List<String> overview(Places places) throws IOException {
    List<String> out = new ArrayList<>();
    out.add(row("NAME", "OVER NET", "ON DISK", "STATE"));
    for (Bundle bundle : places.bundles().values()) {
      String net = ByteSize.text(bundle.transferBytes());
      String disk = ByteSize.text(bundle.finalBytes());
      out.add(row(bundle.name(), net, disk, state(bundle)));
      out.add("    " + bundle.title());
      out.add("    %s (licence: %s)".formatted(bundle.page(), bundle.licence()));
    }
    return out;
  }

  /** All about one bundle. */
  public List<String> details(Bundle bundle) throws IOException {
    List<String> out = new ArrayList<>();
    out.add(bundle.name() + ": " + bundle.title());
    out.add("  page      " + bundle.page());
    out.add("  licence   " + bundle.licence());
    out.add("  folder    " + bundle.folder(stock.data()));
    if (!bundle.note().isEmpty()) {
      out.add("  reported  " + bundle.note());
    }
    for (RemoteFile file : bundle.files()) {
      out.add("  " + file.wanted().name() + " (" + state(bundle, file) + ")");
      out.add("    " + size(file) + "; " + checksum(file));
      file.wanted().places().forEach(place -> out.add("    " + place));
      out.add("    known from: " + file.facts());
    }
    return out;
  }

  /** What getting a bundle would do. */
  public List<String> plan(Bundle bundle, List<URI> mirrors) throws IOException {
    List<String> out = new ArrayList<>();
    long net = 0;
    long disk = 0;
    for (RemoteFile file : bundle.files()) {
      String name = file.wanted().name();
      if (stock.has(bundle, file)) {
        out.add(name + ": is there");
        continue;
      }
      long begun = stock.begun(bundle, file);
      net += Math.max(0, file.wanted().about() - begun);
      disk += Math.max(0, file.wanted().about() - begun) + file.unpackedBytes();
      Path target = stock.target(bundle, file);
      out.add(
          "%s: get %s to %s%s"
              .formatted(
                  name,
                  size(file),
                  target,
                  begun > 0 ? ", of which " + ByteSize.text(begun) + " have come" : ""));
      file.wanted().alsoFrom(mirrors).places().forEach(place -> out.add("  from " + place));
      if (file.isArchive()) {
        out.add(
            "  unpack %s to %s"
                .formatted(
                    String.join(", ", file.unpacking().results()), bundle.folder(stock.data())));
      }
    }
    out.add(
        "%s: %s over the net, %s of disk space in all"
            .formatted(bundle.name(), ByteSize.text(net), ByteSize.text(disk)));
    return out;
  }

  private String state(Bundle bundle) throws IOException {
    int there = 0;
    long begun = 0;
    for (RemoteFile file : bundle.files()) {
      if (stock.has(bundle, file)) {
        there++;
      } else {
        begun += stock.begun(bundle, file);
      }
    }
    int all = bundle.files().size();
    String state = there == all ? "there" : there + " of " + all + " files there";
    return begun > 0 ? state + ", " + ByteSize.text(begun) + " of others" : state;
  }

  private String state(Bundle bundle, RemoteFile file) throws IOException {
    if (stock.has(bundle, file)) {
      return "there";
    }
    long begun = stock.begun(bundle, file);
    return begun > 0 ? ByteSize.text(begun) + " have come" : "missing";
  }

  private static String size(RemoteFile file) {
    String about = file.wanted().size().isPresent() ? "" : "about ";
    return about + ByteSize.text(file.wanted().about());
  }

  private static String checksum(RemoteFile file) {
    return file.wanted().checksum().map(Checksum::toString).orElse("no checksum is published");
  }

  private static String row(String name, String net, String disk, String state) {
    return String.format(Locale.ROOT, "%-17s %10s %10s   %s", name, net, disk, state);
  }
}
