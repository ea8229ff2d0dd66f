/** Requests and answers as such: bodies, problems, limits, measures. */
package io.murel.app.serve.http;
