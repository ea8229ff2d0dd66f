/**
 * The web service: a trained network behind an HTTP API, and a page that shows it. Requests come in
 * through {@code http}, are understood by {@code api}, their images by {@code image}, and are
 * answered together by {@code answer}.
 */
package io.murel.app.serve;
