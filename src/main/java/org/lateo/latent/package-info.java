/**
 * Everything about z: the posterior q(z|x), the prior p(z), and the KL divergence between them.
 *
 * <p>A {@link org.lateo.latent.Posterior} or {@link org.lateo.latent.Prior} is what a user
 * configures; its layer holds the parameters; {@link org.lateo.latent.LatentDistribution} is q(z|x)
 * for given rows, and hands out draws with their density. Those that know it at any z are {@link
 * org.lateo.latent.ExplicitDistribution}s; flows do not. Densities are in nats.
 */
package org.lateo.latent;
