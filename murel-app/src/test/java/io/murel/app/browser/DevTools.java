package io.murel.app.browser;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** The Chrome DevTools Protocol: calls with answers, and events. */
final class DevTools implements AutoCloseable {

  private static final long ANSWER_SECONDS = 30;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final AtomicInteger ids = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
  private final Map<String, Consumer<JsonNode>> listeners = new ConcurrentHashMap<>();
  private WebSocket socket;

  private DevTools() {}

  static DevTools connect(URI address) {
    DevTools devTools = new DevTools();
    devTools.socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(address, devTools.new Reader())
            .join();
    return devTools;
  }

  /** Hears what happens in a tab. */
  void listen(String session, Consumer<JsonNode> listener) {
    listeners.put(session, listener);
  }

  /**
   * Calls a method and waits for what it gives.
   *
   * @param session of the tab; null for the browser itself
   */
  JsonNode call(String session, String method, Map<String, ?> parameters) {
    int id = ids.incrementAndGet();
    ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
    message.set("params", JSON.valueToTree(parameters));
    if (session != null) {
      message.put("sessionId", session);
    }
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    waiting.put(id, answer);
    synchronized (this) { // one message at a time
      socket.sendText(message.toString(), true).join();
    }
    try {
      JsonNode received = answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
      if (received.has("error")) {
        throw new IllegalStateException(method + ": " + received.get("error"));
      }
      return received.get("result");
    } catch (TimeoutException | ExecutionException e) {
      throw new IllegalStateException(method + " was not answered", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      waiting.remove(id);
    }
  }

  @Override
  public void close() {
    socket.abort();
  }

  private final class Reader implements WebSocket.Listener {

    private final StringBuilder message = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      message.append(data);
      if (last) {
        String text = message.toString();
        message.setLength(0);
        receive(text);
      }
      from.request(1);
      return null;
    }

    private void receive(String text) {
      JsonNode received;
      try {
        received = JSON.readTree(text);
      } catch (JsonProcessingException e) {
        throw new IllegalStateException(e);
      }
      if (received.has("id")) {
        CompletableFuture<JsonNode> answer = waiting.get(received.get("id").asInt());
        if (answer != null) {
          answer.complete(received);
        }
      } else if (received.has("sessionId")) {
        listeners.getOrDefault(received.get("sessionId").asText(), event -> {}).accept(received);
      }
    }
  }
}
