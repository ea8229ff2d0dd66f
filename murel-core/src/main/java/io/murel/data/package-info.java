/** Data sets: questions and annotations in, batches out. */
package io.murel.data;
