package io.murel.scenes;

import io.murel.scenes.QuestionOnlyBaseline.Row;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What was generated.
 *
 * @param folder where it is
 * @param reused whether it was there already, made with the same options; the sink has then heard
 *     nothing
 * @param questions how many each split has
 * @param guessing how far guessing goes without looking, for val and test: one row a type, then all
 */
public record ScenesReport(
    Path folder, boolean reused, Map<Split, Integer> questions, Map<Split, List<Row>> guessing) {}
