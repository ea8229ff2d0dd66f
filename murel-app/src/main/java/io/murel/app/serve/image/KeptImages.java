package io.murel.app.serve.image;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Images in memory up to a sum of their sizes; those longest unused are forgotten first. */
final class KeptImages {

  private final long limit;
  private final Map<String, KeptImage> byName = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  KeptImages(long limit) {
    this.limit = limit;
  }

  /** The image of a name, which counts as a use; null where it is not (or no longer) kept. */
  synchronized KeptImage get(String name) {
    return byName.get(name);
  }

  synchronized void put(KeptImage image) {
    KeptImage old = byName.put(image.name(), image);
    bytes += image.bytes() - (old == null ? 0 : old.bytes());
    Iterator<KeptImage> oldest = byName.values().iterator();
    while (bytes > limit && byName.size() > 1) {
      bytes -= oldest.next().bytes();
      oldest.remove();
    }
  }

  synchronized long bytes() {
    return bytes;
  }

  synchronized int size() {
    return byName.size();
  }
}
