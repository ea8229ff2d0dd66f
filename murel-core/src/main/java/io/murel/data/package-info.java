/**
 * Data sets: questions and annotations in, batches out. {@link io.murel.data.VqaData} opens a data
 * set, {@link io.murel.data.VqaDataset} is one split of it, {@link io.murel.data.BatchLoader} cuts
 * that into batches. What differs between data sets is in {@link io.murel.data.sets}, what becomes
 * of their questions in {@link io.murel.data.prepare}.
 */
package io.murel.data;
