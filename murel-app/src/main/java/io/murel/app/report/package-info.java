/**
 * The report of the demo: one HTML page that shows what two networks learnt and how they reason.
 *
 * <p>Predictions become a {@link io.murel.app.report.TypeTable}, some of them {@link
 * io.murel.app.report.Examples}; {@link io.murel.app.report.ReportWriter} puts everything into one
 * file that works offline.
 */
package io.murel.app.report;
