/**
 * Data sets: questions and annotations in, batches out. {@link io.murel.data.VqaData} opens a data
 * set, {@link io.murel.data.VqaDataset} is one split of it, {@link io.murel.data.BatchLoader} cuts
 * that into batches.
 */
package io.murel.data;
