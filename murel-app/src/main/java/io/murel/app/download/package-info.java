/**
 * Data sets and features from the places that publish them: the list of places, and what turns a
 * line of it into files under their names.
 */
package io.murel.app.download;
