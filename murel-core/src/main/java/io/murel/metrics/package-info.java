/**
 * Measures: top-k accuracy, the official open-ended accuracy, accuracy by question type, and the
 * measures of TDIUC.
 */
package io.murel.metrics;
