/** Archives from the web: nothing in them is trusted. */
package io.murel.app.download.unpack;
