/** The commands, and how they fail. */
package io.murel.app.cli;
