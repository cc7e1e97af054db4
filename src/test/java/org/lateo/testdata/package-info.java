/**
 * Makes the files of {@code test-data}: drawn digits and simulated pump telemetry.
 *
 * <p>{@link org.lateo.testdata.TestData} writes them. A digit is a {@code Glyph} painted by {@code
 * DigitPainter} in a {@code DigitStyle}; a telemetry row is a {@code Reading} of a {@code Pump} at
 * an {@code OperatingPoint}, perhaps spoilt by a {@code Fault}.
 *
 * <p>Invariants: a row is a function of (seed, row number) alone; all transcendental functions are
 * {@link java.lang.StrictMath}'s. So telemetry has the same bytes on every JDK; digits depend on
 * the installed fonts and on Java2D's rasteriser as well.
 */
package org.lateo.testdata;
