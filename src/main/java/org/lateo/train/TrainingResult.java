package org.lateo.train;

/**
 * How a training run ended.
 *
 * @param epochs how many were run
 * @param keptEpoch whose parameters are kept: the best epoch's where there are validation rows, the
 *     last one's otherwise
 */
public record TrainingResult(int epochs, int keptEpoch) {}
