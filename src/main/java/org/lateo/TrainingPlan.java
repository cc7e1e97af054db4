package org.lateo;

import org.lateo.model.VAEArchitecture;
import org.lateo.train.Optimiser;
import org.lateo.train.TrainingOptions;

/**
 * The settings of a {@link VAETrainer}, for given columns.
 *
 * @param architecture what is built
 * @param optimiser how parameters follow the gradient
 * @param options how long and on what training runs
 */
public record TrainingPlan(
    VAEArchitecture architecture, Optimiser optimiser, TrainingOptions options) {}
