/**
 * Training of any model with a loss.
 *
 * <p>{@link org.lateo.train.TrainingLoop} runs the steps; an {@link org.lateo.train.Optimiser}
 * moves the parameters, with a learning rate that follows a {@link
 * org.lateo.train.LearningRateSchedule}; {@link org.lateo.train.EarlyStopping} may end training
 * before the last epoch; a {@link org.lateo.train.TrainingListener} is told the progress. A thread
 * that is interrupted ends training by a {@link org.lateo.train.TrainingStoppedException}, which
 * holds the best model so far.
 *
 * <p>Invariant: the same seed, rows and options give the same bits at any number of threads.
 *
 * <p>Internal: {@code EpochRows}, {@code LabelledEpochRows}, {@code NamedListener}, {@code
 * OneEpoch}, {@code PseudoInputs}, {@code Refinement}, {@code RowStarts}, {@code StateAverage},
 * {@code StopRequest}, {@code TrainedPart}, {@code TrainingData}, {@code
 * TrainingDivergedException}, {@code TrainingLoop}, {@code TrainingOptions}, {@code
 * TrainingResult}.
 */
package org.lateo.train;
