/**
 * The demo: draws scenes, trains MuRel and the attention baseline for the same time, and reports
 * what looking at pairs of regions is worth.
 */
package io.murel.app.demo;
