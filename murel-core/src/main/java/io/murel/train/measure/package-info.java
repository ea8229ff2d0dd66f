/**
 * Measures over the answers of a whole epoch: the open-ended accuracy, those of TDIUC, accuracy by
 * question type, and the result files they can be made from again.
 */
package io.murel.train.measure;
