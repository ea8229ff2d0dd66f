/**
 * Image regions: their features and boxes, the store they are kept in, and how they are extracted.
 */
package io.murel.regions;
