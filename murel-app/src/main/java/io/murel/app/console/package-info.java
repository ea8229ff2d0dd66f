/** What the command says while it works: log lines, warnings, progress. */
package io.murel.app.console;
