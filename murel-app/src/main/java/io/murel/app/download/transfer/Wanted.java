package io.murel.app.download.transfer;

import io.murel.BadInputException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A file on the web.
 *
 * @param name its name, also that of the local file
 * @param places addresses of the same content, tried in order
 * @param size its exact size in bytes, where published
 * @param about its size in bytes as far as known, for display, disk space and as a bound: much more
 *     is refused
 * @param checksum where published
 */
public record Wanted(
    String name, List<URI> places, OptionalLong size, long about, Optional<Checksum> checksum) {

  private static final long SLACK = 64L << 20;

  /**
   * @throws BadInputException if there is no place, one that is no web address, or no size
   */
  public Wanted {
    places = List.copyOf(places);
    if (places.isEmpty()) {
      throw BadInputException.at(name)
          .found("no place")
          .expected("at least one address")
          .remedy("Add one under places.");
    }
    places.forEach(place -> requireWebAddress(name, place));
    if (about < 1 || size.isPresent() && size.getAsLong() < 1) {
      throw BadInputException.at(name)
          .found("a size below 1")
          .expected("the size of the file")
          .remedy("Give size (exact) or about.");
    }
  }

  /**
   * @param where what gives the address
   * @throws BadInputException if it is not an address that can be asked
   */
  public static void requireWebAddress(String where, URI place) {
    boolean web = "https".equals(place.getScheme()) || "http".equals(place.getScheme());
    if (!web || place.getHost() == null || place.getUserInfo() != null) {
      throw BadInputException.at(where)
          .found("the address '" + place + "'")
          .expected("one like https://example.org/file.zip")
          .remedy("Addresses begin with https:// or http:// and hold no password.");
    }
  }

  /** No honest copy is longer. */
  long most() {
    return size.orElse(2 * about + SLACK);
  }

  /**
   * The same file, looked for elsewhere first.
   *
   * @param folders web addresses of folders that have it under its name
   */
  public Wanted alsoFrom(List<URI> folders) {
    List<URI> all = new ArrayList<>();
    for (URI folder : folders) {
      all.add(URI.create(folder.toString().replaceFirst("/$", "") + "/" + encoded(name)));
    }
    all.addAll(places);
    return new Wanted(name, all, size, about, checksum);
  }

  private static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
