/**
 * Training: optimizers and learning rates, the loop over epochs ({@link io.murel.train.Trainer}),
 * evaluation, checkpoints and the run log, in the original's files under the original's names.
 *
 * <pre>{@code
 * try (RunLog log = RunLog.open(directory, null)) {
 *   Trainer trainer =
 *       new Trainer(
 *           EngineOptions.from(options.child("engine")),
 *           OptionalLong.of(1337),
 *           log,
 *           new Checkpoints(directory),
 *           List.of(),
 *           List.of());
 *   trainer.train(learner, BatchSource.of(trainLoader), BatchSource.of(evalLoader));
 * }
 * }</pre>
 */
package io.murel.train;
