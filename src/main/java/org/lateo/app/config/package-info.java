/**
 * A trainer from an OLCUT configuration: {@link org.lateo.app.config.ConfiguredTrainer}, once it is
 * known that the configuration is what files on this machine say.
 */
package org.lateo.app.config;
