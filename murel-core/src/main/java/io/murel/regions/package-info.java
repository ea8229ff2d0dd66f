/**
 * Image regions: their features and boxes, the store they are kept in, and how they are extracted.
 * {@link io.murel.regions.RegionSources} opens whatever training can read; features of other
 * projects are converted by {@link io.murel.regions.convert}.
 */
package io.murel.regions;
