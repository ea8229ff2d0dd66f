/**
 * Turns region features in the layouts of other projects into a {@link
 * io.murel.regions.RegionStore}: {@link io.murel.regions.convert.Conversion} reads the inputs one
 * image at a time, decodes several at once and writes them in order.
 */
package io.murel.regions.convert;
