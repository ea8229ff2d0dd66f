package io.murel.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.murel.app.serve.Service.Got;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of the page, here of one made for the test. */
class PageFilesTest {

  private static Service service;

  @BeforeAll
  static void start() {
    service =
        Service.start(
            ServeOptions.on(0).withPage("/io/murel/app/serve/page-of-a-test"),
            FakeAnswerer.murel());
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/, text/html, <!doctype html>",
    "/index.html, text/html, <!doctype html>",
    "/style.css, text/css, h1 {",
    "/parts/app.js, text/javascript, export",
    "/logo.svg, image/svg+xml, <svg",
  })
  void filesHaveTheirTypes(String path, String type, String start) throws Exception {
    Got got = service.get(path);
    assertThat(got.status()).isEqualTo(200);
    assertThat(got.header("Content-Type")).startsWith(type);
    assertThat(got.text()).startsWith(start);
  }

  @Test
  void browsersAskWhetherAFileHasChanged() throws Exception {
    Got got = service.get("/style.css");
    assertThat(got.header("Cache-Control")).isEqualTo("no-cache");
    Got again =
        service.send(
            HttpRequest.newBuilder(service.url("/style.css"))
                .header("If-None-Match", got.header("ETag")));
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.text()).isEmpty();
  }

  @Test
  void nothingFromElsewhereRunsOnThePage() throws Exception {
    String policy = service.get("/").header("Content-Security-Policy");
    assertThat(policy)
        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe", "*", "http");
    assertThat(service.get("/").header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(service.get("/").header("Referrer-Policy")).isEqualTo("no-referrer");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../openapi.json",
        "/parts/../../openapi.json",
        "/..%2fopenapi.json",
        "/%2e%2e/openapi.json",
        "/parts/..%5c..%5copenapi.json",
        "/..;/openapi.json",
        "//etc/passwd",
        "/WEB-INF/",
        "/index.html%00.js",
        "/parts",
        "/parts/"
      })
  void nothingBesideThePageCanBeHad(String path) throws Exception {
    try (RawClient client = new RawClient(service)) {
      client.write("GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
      String got = client.readAll();
      if (got.startsWith("HTTP/1.1 200 ")) { // resolved to the route, not to the file beside
        assertThat(got).contains("\"openapi\"", "\"/api/v1/answers\"");
        assertThat(got).doesNotContain("\"version\" : \"\"");
      } else {
        assertThat(got).containsPattern("^HTTP/1.1 (400|404|302) ");
        assertThat(got).doesNotContain("\"openapi\"", "app.js");
      }
    }
  }
}
