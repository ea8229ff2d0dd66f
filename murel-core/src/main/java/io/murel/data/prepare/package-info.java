/**
 * From raw questions to items with numbers: vocabularies, the split of proc_split trainval, joined
 * sets, and the files that keep the result. {@link io.murel.data.prepare.Preparation} is the way
 * in.
 */
package io.murel.data.prepare;
