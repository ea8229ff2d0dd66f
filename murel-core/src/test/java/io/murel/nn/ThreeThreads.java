package io.murel.nn;

import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Gives libtorch three threads during each test, on any machine, and then as many as before. */
public final class ThreeThreads implements BeforeEachCallback, AfterEachCallback {

  private int before;

  @Override
  public void beforeEach(ExtensionContext context) {
    Torch.load();
    before = torch.get_num_threads();
    torch.set_num_threads(3);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    torch.set_num_threads(before);
  }
}
