package org.lateo.train;

/**
 * The end of a training run.
 *
 * @param epochs the number of epochs that were run
 * @param keptEpoch the epoch, from 1, whose parameters are kept: the best epoch if there are
 *     validation rows, otherwise the last one
 */
public record TrainingResult(int epochs, int keptEpoch) {}
