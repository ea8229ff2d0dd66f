package io.murel.data;

import io.murel.BadInputException;
import io.murel.data.VqaData.StoreOpener;
import io.murel.regions.RegionSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The region stores in use: several splits may read from one, and one split from several. */
final class OpenRegions implements AutoCloseable {

  /** Decoded regions kept in memory, for each store. */
  private static final long CACHE_BYTES = 256L << 20;

  private final StoreOpener opener;
  private final Map<Path, RegionSource> stores = new LinkedHashMap<>();

  OpenRegions(StoreOpener opener) {
    this.opener = opener;
  }

  /** The regions in these places, opened where they are not yet. */
  RegionSource at(List<Path> places) {
    List<RegionSource> sources = places.stream().map(this::at).toList();
    return sources.size() == 1 ? sources.get(0) : new JoinedRegions(sources);
  }

  private RegionSource at(Path place) {
    RegionSource store = stores.get(place);
    if (store == null) {
      store = new CachedRegions(open(place), CACHE_BYTES);
      stores.put(place, store);
    }
    return store;
  }

  private RegionSource open(Path place) {
    try {
      return opener.open(place);
    } catch (IOException e) {
      throw BadInputException.at(place.toString())
          .found("an error on reading (" + e.getMessage() + ")")
          .expected("a region store")
          .remedy("Check the disk, then make the regions again.", e);
    }
  }

  @Override
  public void close() {
    stores.values().forEach(RegionSource::close);
    stores.clear();
  }
}
