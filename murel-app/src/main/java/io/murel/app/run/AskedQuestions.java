package io.murel.app.run;

import io.murel.data.VqaItem;
import java.util.List;
import java.util.function.LongPredicate;

/**
 * The questions that a run asks.
 *
 * @param train to learn from; null: none
 * @param eval to evaluate on; null: none
 * @param testDev whether a question of the test split belongs to its smaller part, test-dev; null
 *     where the data set has no such part
 */
record AskedQuestions(List<VqaItem> train, List<VqaItem> eval, LongPredicate testDev) {}
