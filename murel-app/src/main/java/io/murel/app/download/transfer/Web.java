package io.murel.app.download.transfer;

import io.murel.app.console.Printable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLException;

/**
 * Asks servers. Redirects are followed here rather than by the JDK's client, so that each step is
 * seen: a bounded number, never from https to http, never out of the web. Proxies are those of the
 * JDK's settings ({@code -Dhttps.proxyHost}).
 */
public final class Web {

  private static final int MOST_REDIRECTS = 10;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  private final HttpClient client;
  private final Duration silence;

  /**
   * @param silence how long to wait for a connection and for an answer
   */
  public Web(Duration silence) {
    this.silence = silence;
    this.client =
        HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .followRedirects(Redirect.NEVER)
            .connectTimeout(silence)
            .build();
  }

  /**
   * The answer of a place, whatever its status; the body is still to be read.
   *
   * @throws PlaceFailure if it cannot be asked or redirects wrongly
   * @throws Setback if it did not answer this time
   */
  HttpResponse<TimedBody> get(URI place, Map<String, String> headers)
      throws PlaceFailure, Setback, InterruptedException {
    Set<URI> seen = new LinkedHashSet<>();
    URI at = place;
    while (seen.add(at)) {
      if (seen.size() > MOST_REDIRECTS + 1) {
        throw new PlaceFailure("it redirects more than " + MOST_REDIRECTS + " times");
      }
      HttpResponse<TimedBody> answer = send(at, headers);
      if (!REDIRECTS.contains(answer.statusCode())) {
        return answer;
      }
      answer.body().close();
      at = next(at, answer.headers().firstValue("Location").orElse(""));
    }
    throw new PlaceFailure("it redirects in a circle");
  }

  private HttpResponse<TimedBody> send(URI at, Map<String, String> headers)
      throws PlaceFailure, Setback, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(at)
            .timeout(silence)
            .header("User-Agent", "murel")
            .header("Accept-Encoding", "identity");
    headers.forEach(request::header);
    try {
      return client.send(request.build(), ignored -> new TimedBody());
    } catch (HttpConnectTimeoutException e) {
      throw new Setback("no connection within " + Words.of(silence));
    } catch (HttpTimeoutException e) {
      throw new Setback("no answer within " + Words.of(silence));
    } catch (ConnectException e) {
      if (hasCause(e, UnresolvedAddressException.class)) {
        throw new PlaceFailure("no such server, or no connection to the internet");
      }
      throw new Setback("connection refused");
    } catch (SSLException e) {
      if (hasCause(e, CertificateException.class)) {
        throw new PlaceFailure("its certificate is not valid (" + firstLine(e) + ")");
      }
      throw new Setback("no encrypted connection (" + firstLine(e) + ")");
    } catch (IOException e) {
      throw new Setback("the connection broke off");
    }
  }

  /** Where a redirect leads. */
  static URI next(URI from, String location) throws PlaceFailure {
    String shown = "it redirects to '" + Printable.text(location) + "', which is no ";
    URI to;
    try {
      to = from.resolve(location.replaceFirst("#.*", ""));
    } catch (IllegalArgumentException e) {
      throw new PlaceFailure(shown + "address");
    }
    boolean secure = "https".equalsIgnoreCase(to.getScheme());
    boolean web = secure || "http".equalsIgnoreCase(to.getScheme());
    if (location.isBlank() || !web || to.getHost() == null) {
      throw new PlaceFailure(shown + "web address");
    }
    if (from.getScheme().equalsIgnoreCase("https") && !secure) {
      throw new PlaceFailure("it redirects from https to http, where answers can be forged");
    }
    return to;
  }

  private static boolean hasCause(Throwable failure, Class<? extends Throwable> kind) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (kind.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
