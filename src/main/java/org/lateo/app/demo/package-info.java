/**
 * The tour: what Lateo does, on the data of {@code test-data}, in under two minutes.
 *
 * <p>{@link org.lateo.app.demo.DemoCommand} runs {@link org.lateo.app.demo.DigitsTour} and {@link
 * org.lateo.app.demo.TelemetryTour}, prints what comes out whatever it is, and draws it as a page.
 */
package org.lateo.app.demo;
