/** Tables of the best results of several runs, as the original prints them. */
package io.murel.app.compare;
