/** Measures: top-k accuracy, the official open-ended accuracy. */
package io.murel.metrics;
