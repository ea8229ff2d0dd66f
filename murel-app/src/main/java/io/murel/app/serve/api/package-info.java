/** The routes of the service, one class each. */
package io.murel.app.serve.api;
