/**
 * The verb {@code demo}: a tour of what Lateo does, on the data of {@code test-data}, in under two
 * minutes.
 *
 * <p>{@link org.lateo.app.demo.DemoCommand} runs {@link org.lateo.app.demo.DigitsTour} and {@link
 * org.lateo.app.demo.TelemetryTour}, prints the results, good or bad, and draws them as a page.
 */
package org.lateo.app.demo;
