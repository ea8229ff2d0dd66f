/** The command {@code murel ask}: questions about one image at a time. */
package io.murel.app.ask;
