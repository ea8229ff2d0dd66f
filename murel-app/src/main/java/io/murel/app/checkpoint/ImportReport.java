package io.murel.app.checkpoint;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What was imported.
 *
 * @param options where the options came from
 * @param added sizes below {@code model.network} that were read off the weights
 * @param network its name
 * @param checkpoints at least one
 * @param logs names of the logs
 * @param description what became of {@code model.json}, in words
 * @param others files that were left where they are
 */
public record ImportReport(
    Path options,
    Map<String, Object> added,
    String network,
    List<ImportedCheckpoint> checkpoints,
    List<String> logs,
    String description,
    List<Path> others) {}
