/**
 * Layers: functions that add nodes to an expression and own the parameters they add.
 *
 * <p>{@link org.lateo.nn.Dense} is one layer, {@link org.lateo.nn.MultilayerPerceptron} several,
 * {@link org.lateo.nn.Activation} and {@link org.lateo.nn.WeightInitialiser} what they are made
 * with. {@link org.lateo.nn.HiddenLayers} makes a perceptron's layers, {@link
 * org.lateo.nn.DenseLayers} the layers of a part of a model, of numbers or with distributions of
 * their weights ({@link org.lateo.nn.BayesianLayers}).
 *
 * <p>Internal: {@code Sizes}.
 */
package org.lateo.nn;
