/**
 * The loop: batches in, gradients out, parameters moved, listeners told.
 *
 * <p>{@link org.lateo.train.TrainingLoop} runs it; {@link org.lateo.train.Optimiser} moves the
 * parameters, by a rate that follows a {@link org.lateo.train.LearningRateSchedule}; {@link
 * org.lateo.train.EarlyStopping} says when to end before the last epoch; {@link
 * org.lateo.train.TrainingListener} is told of progress.
 *
 * <p>Invariant: same seed, rows and options, same bits, at any number of threads.
 *
 * <p>Internal: {@code EpochRows}, {@code LabelledEpochRows}, {@code PseudoInputs}, {@code
 * TrainingData}, {@code TrainingDivergedException}, {@code TrainingLoop}, {@code TrainingOptions},
 * {@code TrainingResult}, {@code TrainingState}.
 */
package org.lateo.train;
