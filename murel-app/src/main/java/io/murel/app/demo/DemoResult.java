package io.murel.app.demo;

import io.murel.app.report.TypeTable;
import java.nio.file.Path;

/**
 * What the demo came to.
 *
 * @param report the page
 * @param table right answers by question type
 */
public record DemoResult(Path report, TypeTable table) {}
