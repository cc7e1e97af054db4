package org.lateo.train;

import org.lateo.objective.Loss;

/**
 * The loss of the last epochs, such as a tighter bound.
 *
 * @param epochs the number of those epochs, at least 1
 */
public record Refinement(Loss loss, int epochs) {}
