/**
 * Configured parts: a likelihood, a prior, an optimiser. Each is a class with fields that OLCUT
 * configures. This package names parts, writes them as text, stores them and makes them again, all
 * from those fields, so that a part of a user's own needs no more than its class.
 *
 * <p>{@link org.lateo.config.PartKind} is the entry point; a part implements {@link
 * org.lateo.config.Part} through the interface of its kind.
 */
package org.lateo.config;
