/**
 * Layers: functions that add nodes to an expression and own the parameters they add.
 *
 * <p>{@link org.lateo.nn.Dense} is one layer, {@link org.lateo.nn.MultilayerPerceptron} several,
 * {@link org.lateo.nn.Activation} and {@link org.lateo.nn.WeightInitialiser} what they are made
 * with.
 *
 * <p>Internal: {@code Sizes}.
 */
package org.lateo.nn;
