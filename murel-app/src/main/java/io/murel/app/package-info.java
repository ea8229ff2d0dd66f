/** The murel command. */
package io.murel.app;
