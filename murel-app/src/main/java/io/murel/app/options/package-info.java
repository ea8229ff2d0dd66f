/** Options files: YAML with includes, overrides on the command line, and what may stand in them. */
package io.murel.app.options;
