/** A real browser for tests of pages. */
package io.murel.app.browser;
