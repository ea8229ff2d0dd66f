package io.murel.app.download;

import io.murel.BadInputException;
import io.murel.options.Nearest;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What can be downloaded, by name.
 *
 * @param source the file that says so
 * @param bundles in its order
 */
public record Places(String source, Map<String, Bundle> bundles) {

  /** The list that comes with murel. */
  public static Places shipped() {
    return PlacesReader.shipped();
  }

  /**
   * A list of one's own.
   *
   * @throws BadInputException if the file is absent or wrong
   */
  public static Places read(Path file) {
    return PlacesReader.read(file);
  }

  static Places of(String source, Collection<Bundle> bundles) {
    Map<String, Bundle> byName = new LinkedHashMap<>();
    bundles.forEach(bundle -> byName.put(bundle.name(), bundle));
    return new Places(source, byName);
  }

  /**
   * The named ones.
   *
   * @throws BadInputException if there is none of a name
   */
  public List<Bundle> named(List<String> names) {
    return names.stream().map(this::named).toList();
  }

  private Bundle named(String name) {
    Bundle bundle = bundles.get(name);
    if (bundle == null) {
      throw BadInputException.at("download")
          .found("'" + name + "'")
          .expected("one of " + String.join(", ", bundles.keySet()))
          .remedy(Nearest.suggestion(name, bundles.keySet()));
    }
    return bundle;
  }
}
