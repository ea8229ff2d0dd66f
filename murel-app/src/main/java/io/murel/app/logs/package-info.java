/** Reading what runs have logged: logs.json and its siblings, ours and the original's. */
package io.murel.app.logs;
