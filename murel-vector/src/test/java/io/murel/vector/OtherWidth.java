package io.murel.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/**
 * Loads the classes of the vector module once more, for vectors of a width that this CPU does not
 * prefer: the width is one of their constants.
 */
public final class OtherWidth extends ClassLoader {

  private static final Pattern OURS = Pattern.compile("io\\.murel\\.(\\w+\\.)?vector\\.\\w+.*");

  private OtherWidth() {
    super(OtherWidth.class.getClassLoader());
  }

  /** Does something with what a service brings, made for vectors of so many bits. */
  public static <S> void with(int bits, Class<S> service, Use<S> use) throws Exception {
    Assumptions.assumeTrue(
        bits <= Lanes.widest(), "this CPU has no vectors of " + bits + " bits: skipped");
    String before = System.getProperty(Lanes.BITS);
    System.setProperty(Lanes.BITS, String.valueOf(bits));
    try {
      OtherWidth loader = new OtherWidth();
      S found = ServiceLoader.load(service, loader).findFirst().orElseThrow();
      assertThat(found.getClass().getClassLoader()).isSameAs(loader);
      var count = loader.loadClass(Lanes.class.getName()).getDeclaredField("COUNT");
      count.setAccessible(true);
      assertThat(count.getInt(null)).isEqualTo(bits / Float.SIZE);
      use.of(found);
    } finally {
      if (before == null) {
        System.clearProperty(Lanes.BITS);
      } else {
        System.setProperty(Lanes.BITS, before);
      }
    }
  }

  /** What a test does. */
  @FunctionalInterface
  public interface Use<S> {
    void of(S service) throws Exception;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded == null && OURS.matcher(name).matches()) {
        loaded = define(name);
      }
      return loaded != null ? loaded : super.loadClass(name, resolve);
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
      byte[] bytes = in.readAllBytes();
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }
}
