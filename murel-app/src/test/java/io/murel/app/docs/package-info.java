/** Holds the documentation against what it describes. */
package io.murel.app.docs;
