/**
 * Timings: {@code mvn -Pbench -DskipTests verify}, or one of them with {@code
 * -Djmh.args="ModelBenchmark -prof gc"}; and how they grow, {@link org.lateo.bench.Scaling}, with
 * {@code -Dbench.main=org.lateo.bench.Scaling -Djmh.args=scaling.svg}. {@link
 * org.lateo.bench.MissingValues} measures errors instead, {@code
 * -Dbench.main=org.lateo.bench.MissingValues}, and {@link org.lateo.bench.AnomalyBenchmark}, {@link
 * org.lateo.bench.RareFlagsBenchmark} and {@link org.lateo.bench.PumpBenchmark} how well anomalies
 * are found; {@link org.lateo.bench.ServingBenchmark} compares exported heads with Java, and {@link
 * org.lateo.bench.ServiceLoad} puts the example service under load. {@link
 * org.lateo.bench.PlaneBenchmark} compares densities of the plane with the true ones, and draws
 * them; {@link org.lateo.bench.ConceptPictures} draws the pictures of the page of concepts.
 *
 * <p>Nothing here is in the artefact, and nothing here is asserted.
 */
package org.lateo.bench;
