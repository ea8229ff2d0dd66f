/**
 * The data sets: what their raw files are called, what their images are called, where their regions
 * lie and how they are measured. A new one is a {@link io.murel.data.sets.VqaSource} and a line in
 * {@link io.murel.data.sets.VqaSources}.
 */
package io.murel.data.sets;
