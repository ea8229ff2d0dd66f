/**
 * One file from the web to the disk: several places, resumed where it broke off, checked before it
 * gets its name.
 */
package io.murel.app.download.transfer;
