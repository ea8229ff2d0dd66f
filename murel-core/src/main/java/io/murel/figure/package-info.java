/**
 * Figures of how a network reasons, as PNG and as SVG: {@link io.murel.figure.TraceFigure}. No
 * tensors here.
 */
package io.murel.figure;
