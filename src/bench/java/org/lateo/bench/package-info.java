/**
 * Timings: {@code mvn -Pbench -DskipTests verify}, or one of them with {@code
 * -Djmh.args="PredictBenchmark -prof gc"}.
 *
 * <p>Nothing here is in the artefact, and nothing here is asserted.
 */
package org.lateo.bench;
