/**
 * A trainer from an OLCUT configuration: {@link org.lateo.app.config.ConfiguredTrainer}, after a
 * check that the configuration consists of files on this machine.
 */
package org.lateo.app.config;
