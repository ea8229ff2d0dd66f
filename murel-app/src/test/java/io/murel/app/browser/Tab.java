package io.murel.app.browser;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A page in the browser, used as a person uses it: with pointer, fingers and keys. */
public final class Tab {

  private static final long PATIENCE_MS = 10_000;
  private static final Map<String, Integer> KEYS =
      Map.of(
          "Tab",
          9,
          "Enter",
          13,
          "Escape",
          27,
          "Space",
          32,
          "End",
          35,
          "Home",
          36,
          "ArrowLeft",
          37,
          "ArrowUp",
          38,
          "ArrowRight",
          39,
          "ArrowDown",
          40);

  private final DevTools devTools;
  private final String context;
  private final String session;
  private final List<String> complaints = new CopyOnWriteArrayList<>();

  Tab(DevTools devTools, String context, String session) {
    this.devTools = devTools;
    this.context = context;
    this.session = session;
    devTools.listen(session, this::hear);
    for (String domain : List.of("Page", "Runtime", "Log")) {
      call(domain + ".enable", Map.of());
    }
  }

  private JsonNode call(String method, Map<String, ?> parameters) {
    return devTools.call(session, method, parameters);
  }

  String context() {
    return context;
  }

  private void hear(JsonNode event) {
    JsonNode content = event.get("params");
    switch (event.get("method").asText()) {
      case "Runtime.exceptionThrown" ->
          complaints.add(content.at("/exceptionDetails/exception/description").asText());
      case "Runtime.consoleAPICalled" -> {
        if (!content.get("type").asText().equals("log")) {
          complaints.add(content.get("args").toString());
        }
      }
      case "Log.entryAdded" -> complaints.add(content.at("/entry/text").asText());
      default -> {}
    }
  }

  /** What the browser put on its console: failures of scripts, blocked styles, missing files. */
  public List<String> complaints() {
    return complaints;
  }

  /** Opens an address as if anew, also where only what follows its # is another. */
  public Tab open(URI address) {
    call("Page.navigate", Map.of("url", "about:blank"));
    call("Page.navigate", Map.of("url", address.toString()));
    return this;
  }

  /** The value of an expression in the page, waited for if it is a promise. */
  public JsonNode value(String expression) {
    JsonNode got =
        call(
            "Runtime.evaluate",
            Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
    if (got.has("exceptionDetails")) {
      throw new AssertionError(
          expression + ": " + got.at("/exceptionDetails/exception/description"));
    }
    return got.at("/result/value");
  }

  /** Waits until something is so. */
  public Tab until(String condition) {
    long end = System.currentTimeMillis() + PATIENCE_MS;
    while (!value("Boolean(" + condition + ")").asBoolean()) {
      if (System.currentTimeMillis() > end) {
        throw new AssertionError(
            "This did not become true: "
                + condition
                + "\nOn the page: "
                + value("document.body.innerText").asText()
                + "\nOn the console: "
                + complaints);
      }
      pause(20);
    }
    return this;
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Waits for an element that can be seen. */
  public Tab see(String selector) {
    return until(found(selector) + "?.checkVisibility()");
  }

  /** Waits until an element contains a text. */
  public Tab see(String selector, String text) {
    return until(found(selector) + "?.innerText.includes(" + quoted(text) + ")");
  }

  private static String found(String selector) {
    return "document.querySelector(" + quoted(selector) + ")";
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  /** The text of the first element. */
  public String text(String selector) {
    return value(found(selector) + ".innerText").asText();
  }

  /** The texts of all elements. */
  public List<String> texts(String selector) {
    JsonNode all =
        value("[...document.querySelectorAll(" + quoted(selector) + ")].map(e => e.innerText)");
    List<String> out = new ArrayList<>();
    all.forEach(each -> out.add(each.asText()));
    return out;
  }

  /** An attribute of the first element; null without it. */
  public String attribute(String selector, String name) {
    JsonNode value = value(found(selector) + ".getAttribute(" + quoted(name) + ")");
    return value.isTextual() ? value.asText() : null;
  }

  /** How many elements there are. */
  public int count(String selector) {
    return value("document.querySelectorAll(" + quoted(selector) + ").length").asInt();
  }

  /** Clicks the middle of an element. */
  public Tab click(String selector) {
    double[] at = middle(selector);
    mouse("mouseMoved", at, "none");
    mouse("mousePressed", at, "left");
    mouse("mouseReleased", at, "left");
    return this;
  }

  /** Moves the pointer over the middle of an element. */
  public Tab point(String selector) {
    mouse("mouseMoved", middle(selector), "none");
    return this;
  }

  /** Moves the pointer to the middle of a line that is drawn. */
  public Tab pointAtLine(String selector) {
    JsonNode at =
        value(
            """
            (line => {
              const {x, y} = line.getPointAtLength(line.getTotalLength() / 2);
              const on = new DOMPoint(x, y).matrixTransform(line.getScreenCTM());
              return [on.x, on.y];
            })(%s)"""
                .formatted(found(selector)));
    mouse("mouseMoved", new double[] {at.get(0).asDouble(), at.get(1).asDouble()}, "none");
    return this;
  }

  /** Touches the middle of an element. */
  public Tab tap(String selector) {
    double[] at = middle(selector);
    List<?> finger = List.of(Map.of("x", at[0], "y", at[1]));
    call("Input.dispatchTouchEvent", Map.of("type", "touchStart", "touchPoints", finger));
    call("Input.dispatchTouchEvent", Map.of("type", "touchEnd", "touchPoints", List.of()));
    return this;
  }

  private double[] middle(String selector) {
    see(selector);
    JsonNode at =
        value(
            """
            (async () => {
              const element = %s;
              element.scrollIntoView({block: 'center'});
              for (let before = null; ; ) { // until it stands still
                const {x, y, width, height} = element.getBoundingClientRect();
                const now = [x + width / 2, y + height / 2];
                if (String(now) === String(before)) return now;
                before = now;
                await new Promise(resolve => setTimeout(resolve, 20));
              }
            })()"""
                .formatted(found(selector)));
    return new double[] {at.get(0).asDouble(), at.get(1).asDouble()};
  }

  private void mouse(String type, double[] at, String button) {
    Map<String, ?> event =
        Map.of("type", type, "x", at[0], "y", at[1], "button", button, "clickCount", 1);
    call("Input.dispatchMouseEvent", event);
  }

  /** Types into what has the focus. */
  public Tab type(String text) {
    call("Input.insertText", Map.of("text", text));
    return this;
  }

  /** Presses keys one after another: Tab, Enter, ArrowLeft, ... */
  public Tab press(String... keys) {
    for (String key : keys) {
      boolean space = key.equals("Space");
      Map<String, Object> event = new HashMap<>();
      event.put("key", space ? " " : key);
      event.put("code", key);
      event.put("windowsVirtualKeyCode", KEYS.get(key));
      String text = key.equals("Enter") ? "\r" : space ? " " : "";
      event.put("type", text.isEmpty() ? "rawKeyDown" : "keyDown");
      event.put("text", text);
      call("Input.dispatchKeyEvent", event);
      event.put("type", "keyUp");
      call("Input.dispatchKeyEvent", event);
    }
    return this;
  }

  /** Chooses a file in a field for files. */
  public Tab choose(String selector, Path file) {
    JsonNode field = call("Runtime.evaluate", Map.of("expression", found(selector)));
    String id = field.at("/result/objectId").asText();
    call("DOM.setFileInputFiles", Map.of("files", List.of(file.toString()), "objectId", id));
    return this;
  }

  /** The size of the window in CSS pixels. */
  public Tab size(int width, int height) {
    return screen(width, height, 1, false);
  }

  /** A telephone: small, sharp, and touched. */
  public Tab phone(int width, int height) {
    call("Emulation.setTouchEmulationEnabled", Map.of("enabled", true));
    return screen(width, height, 2, true);
  }

  private Tab screen(int width, int height, int sharpness, boolean mobile) {
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", sharpness, "mobile", mobile));
    return this;
  }

  /** A wish of the system, for instance prefers-color-scheme: dark. */
  public Tab prefer(String feature, String value) {
    List<?> features = List.of(Map.of("name", feature, "value", value));
    call("Emulation.setEmulatedMedia", Map.of("features", features));
    return this;
  }

  /** Lets the page use the clipboard without asking. */
  public Tab allowClipboard() {
    devTools.call(
        null,
        "Browser.grantPermissions",
        Map.of(
            "permissions",
            List.of("clipboardReadWrite", "clipboardSanitizedWrite"),
            "browserContextId",
            context));
    return this;
  }

  /** Cuts the page off from the net, or lets it in again. */
  public Tab offline(boolean yes) {
    return network(yes, 0);
  }

  /** A net on which everything takes a while. */
  public Tab slow(int millis) {
    return network(false, millis);
  }

  private Tab network(boolean offline, int latency) {
    call("Network.enable", Map.of());
    call(
        "Network.emulateNetworkConditions",
        Map.of(
            "offline",
            offline,
            "latency",
            latency,
            "downloadThroughput",
            -1,
            "uploadThroughput",
            -1));
    return this;
  }

  /** Runs a script in every page of this tab before its own. */
  public Tab before(String script) {
    call("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
    return this;
  }

  /** Runs a script of others, which the page's own rules would not let in. */
  public Tab inject(String script) {
    call("Runtime.evaluate", Map.of("expression", script));
    return this;
  }

  /** A picture of the whole page. */
  public void picture(Path file) throws IOException {
    JsonNode png =
        call("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true));
    Files.write(file, Base64.getDecoder().decode(png.get("data").asText()));
  }

  /** Ends the tab. */
  public void close() {
    devTools.call(null, "Target.disposeBrowserContext", Map.of("browserContextId", context));
  }
}
