package io.murel.app.serve.page;

import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.murel.app.browser.Chromium;
import io.murel.app.browser.Tab;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests of the page their browser and their service. */
final class PageExtension implements BeforeAllCallback, AfterEachCallback, ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(PageExtension.class);

  @Override
  public void beforeAll(ExtensionContext context) {
    Optional<Path> browser = Chromium.find();
    assumeTrue(browser.isPresent(), "no Chromium here: the page was not opened");
    try {
      shared(context).computeIfAbsent(Stage.class, key -> Stage.set(browser.get()), Stage.class);
    } catch (UncheckedIOException e) {
      abort(e.getCause().getMessage());
    }
  }

  private static Store shared(ExtensionContext context) {
    return context.getRoot().getStore(NAMESPACE);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Tab.class || type == PageService.class || type == Chromium.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Stage stage = shared(context).get(Stage.class, Stage.class);
    Class<?> type = parameter.getParameter().getType();
    if (type == PageService.class) {
      return stage.service();
    }
    return type == Chromium.class
        ? stage.browser()
        : context
            .getStore(NAMESPACE)
            .computeIfAbsent(Tab.class, key -> stage.browser().open().size(1280, 900), Tab.class);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    Tab tab = context.getStore(NAMESPACE).remove(Tab.class, Tab.class);
    if (tab != null) {
      tab.close();
    }
  }
}
