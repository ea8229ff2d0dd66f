package io.murel.data;

import io.murel.regions.RegionSource;
import io.murel.regions.RegionView;
import io.murel.regions.Regions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps decoded regions in memory, up to a number of bytes. Many questions ask about the same
 * image. Nothing is thrown out: within an epoch every image is as likely to come again as any
 * other, so that replacing one by another gains nothing.
 */
final class CachedRegions implements RegionSource {

  private final RegionSource source;
  private final AtomicLong bytesLeft;
  private final Map<String, Regions> kept = new ConcurrentHashMap<>();

  CachedRegions(RegionSource source, long maxBytes) {
    this.source = source;
    this.bytesLeft = new AtomicLong(maxBytes);
  }

  @Override
  public Regions regions(String imageName) {
    Regions regions = kept.get(imageName);
    if (regions == null) {
      regions = source.regions(imageName);
      keep(imageName, regions);
    }
    return regions;
  }

  /** What its source leaves in a file is not kept: the system keeps files in memory anyway. */
  @Override
  public RegionView view(String imageName) {
    Regions regions = kept.get(imageName);
    if (regions != null) {
      return regions;
    }
    RegionView view = source.view(imageName);
    if (view instanceof Regions read) {
      keep(imageName, read);
    }
    return view;
  }

  private void keep(String imageName, Regions regions) {
    if (bytesLeft.addAndGet(-bytes(regions)) >= 0) {
      kept.put(imageName, regions);
    }
  }

  private static long bytes(Regions regions) {
    return 4L * (regions.features().length + regions.normBoxes().length);
  }

  @Override
  public int featureDim() {
    return source.featureDim();
  }

  @Override
  public List<String> imageNames() {
    return source.imageNames();
  }

  @Override
  public boolean contains(String imageName) {
    return source.contains(imageName);
  }

  @Override
  public Map<String, String> metadata() {
    return source.metadata();
  }

  @Override
  public void close() {
    kept.clear();
    source.close();
  }
}
