package io.murel.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.murel.data.Samples.MemoryRegions;
import io.murel.regions.Regions;
import org.junit.jupiter.api.Test;

class CachedRegionsTest {

  /** One region of 2 features and 4 box numbers: 24 bytes. */
  private final MemoryRegions source = new MemoryRegions(2).with("a", 1, 1).with("b", 1, 2);

  @Test
  void regionsThatFitAreReadOnce() {
    try (CachedRegions cached = new CachedRegions(source, 48)) {
      Regions a = cached.regions("a");
      Regions b = cached.regions("b");
      source.images.clear();
      assertThat(cached.regions("a")).isSameAs(a);
      assertThat(cached.regions("b")).isSameAs(b);
    }
  }

  @Test
  void whatDoesNotFitIsReadAgain() {
    try (CachedRegions cached = new CachedRegions(source, 30)) {
      Regions a = cached.regions("a");
      cached.regions("b");
      source.with("a", 1, 3).with("b", 1, 4);
      assertThat(cached.regions("a")).isSameAs(a);
      assertThat(cached.regions("b").features()[0]).isEqualTo(4);
    }
  }

  @Test
  void theRestIsTheSources() {
    CachedRegions cached = new CachedRegions(source, 30);
    assertThat(cached.featureDim()).isEqualTo(2);
    assertThat(cached.imageNames()).containsExactly("a", "b");
    assertThat(cached.contains("c")).isFalse();
    cached.close();
    assertThat(source.closed).isTrue();
  }
}
