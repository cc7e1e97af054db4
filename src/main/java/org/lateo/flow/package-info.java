/**
 * Flows as densities of rows: {@link org.lateo.flow.FlowArchitecture} is what a user configures,
 * {@link org.lateo.flow.DensityFlow} the model, log p(x) = log N(f(x); 0, I) + log |det f'(x)| with
 * f made of the bijections of {@link org.lateo.density}.
 *
 * <p>Invariant: log-densities are exact, and in nats of the raw values.
 */
package org.lateo.flow;
