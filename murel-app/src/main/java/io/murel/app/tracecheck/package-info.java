/**
 * Whether reasoning traces show the objects a question is about, on scenes where these are known.
 */
package io.murel.app.tracecheck;
