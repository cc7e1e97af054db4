package org.lateo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.lateo.density.Autoregressive;
import org.lateo.flow.DensityFlow;
import org.lateo.flow.FlowArchitecture;
import org.lateo.graph.Input;
import org.lateo.graph.Node;
import org.lateo.graph.Noise;
import org.lateo.graph.Parameters;
import org.lateo.graph.RowSource;
import org.lateo.graph.Rows;
import org.lateo.inference.Nats;
import org.lateo.inference.NoiseSource;
import org.lateo.inference.Runner;
import org.lateo.latent.Prior;
import org.lateo.likelihood.Origin;
import org.lateo.math.RandomStream;
import org.lateo.model.Definition;
import org.lateo.output.LatentCode;

/**
 * Computes the outputs of a trained flow for rows of raw values minus the model's origin. Safe for
 * any number of threads.
 */
final class FlowInference {
  private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);
  private static final String SAMPLE = "sample";
  private static final String DECODED = "decoded";

  /** Enough for means within a tenth of a nat or so. */
  private static final int USUAL_ROWS = 1000;

  private static final List<String> NATS =
      List.of(DensityFlow.LOG_DETERMINANT, DensityFlow.LOG_BASE);
  private static final List<String> SCORE =
      List.of(DensityFlow.Z, DensityFlow.LOG_DETERMINANT, DensityFlow.LOG_BASE);

  private final DensityFlow flow;
  private final Parameters parameters;
  private final Origin origin;
  private final String[] names;
  private final Runner runner;

  /**
   * The inference of a trained flow.
   *
   * @throws IllegalArgumentException if the number of parameters is not that of the architecture
   */
  FlowInference(Definition<FlowArchitecture> definition) {
    this.flow = definition.connect(DensityFlow.class);
    this.parameters = definition.parametersOf(flow);
    this.origin = definition.origin();
    int columns = flow.features().columns();
    this.names = LatentCode.dimensionNames(columns);
    Map<String, Node> outputs = new LinkedHashMap<>(flow.outputs());
    flow.decode(new Noise(Prior.NOISE, Rows.BATCH, columns)).ifPresent(x -> outputs.put(SAMPLE, x));
    flow.decode(new Input("z", columns)).ifPresent(x -> outputs.put(DECODED, x));
    this.runner = new Runner(parameters, outputs);
  }

  DensityFlow flow() {
    return flow;
  }

  /** The flow of raw rows of floats. */
  DensityFlow ofRawRows() {
    return flow.ofRawRows(origin);
  }

  Parameters parameters() {
    return parameters;
  }

  /** Scored codes of {@code count} rows, each handed on when it is made, in their order. */
  void score(RowSource rows, int count, Consumer<LatentCode> to) {
    runner.run(
        SCORE,
        rows,
        count,
        NoiseSource.NONE,
        batch -> {
          for (int i = 0; i < batch.examples(); i++) {
            to.accept(code(batch, i));
          }
        });
  }

  /** As above, in a list. */
  List<LatentCode> score(RowSource rows, int count) {
    List<LatentCode> codes = new ArrayList<>(count);
    score(rows, count, codes::add);
    return codes;
  }

  /** -log N(z_i; 0, 1), mean over rows, {@code [columns]}. */
  double[] meanLatentNats(RowSource rows, int count) {
    double[] nats = new double[names.length];
    score(
        rows,
        count,
        code -> {
          double[] z = code.getMean();
          for (int i = 0; i < nats.length; i++) {
            nats[i] += (HALF_LOG_TWO_PI + 0.5 * z[i] * z[i]) / count;
          }
        });
    return nats;
  }

  private LatentCode code(Runner.Batch batch, int i) {
    double[] z = batch.row(DensityFlow.Z, i);
    for (int d = 0; d < z.length; d++) {
      if (!Double.isFinite(z[d])) {
        throw new IllegalArgumentException(
            String.format(
                "Expected values that the flow can work with in floats, found larger ones in row %d"
                    + " (from 0), whose code is %s in dimension %d",
                batch.first() + i, z[d], d));
      }
    }
    double[] points = new double[z.length];
    Arrays.fill(points, Double.NEGATIVE_INFINITY);
    Nats nats = nats(batch, i);
    return new LatentCode(names, z, points, nats.elbo(), nats.reconstruction(), nats.kl());
  }

  private static Nats nats(Runner.Batch batch, int i) {
    return Nats.ofParts(
        batch.values(DensityFlow.LOG_DETERMINANT)[i], -batch.values(DensityFlow.LOG_BASE)[i]);
  }

  /** log p(x) of {@code count} rows; minus infinity where values are too large for floats. */
  double[] logDensity(RowSource rows, int count) {
    double[] values = new double[count];
    runner.run(
        NATS,
        rows,
        count,
        NoiseSource.NONE,
        batch -> {
          for (int i = 0; i < batch.examples(); i++) {
            values[batch.first() + i] = nats(batch, i).elbo();
          }
        });
    return values;
  }

  /**
   * The parts of log p(x), {@code [count, columns]}, minus infinity where values are too large for
   * floats; empty if it does not split.
   */
  Optional<double[][]> featureNats(RowSource rows, int count) {
    if (!flow.splits()) {
      return Optional.empty();
    }
    double[][] nats = runner.values(DensityFlow.FEATURE_NATS, rows, count, NoiseSource.NONE);
    for (double[] row : nats) {
      Arrays.setAll(row, c -> Double.isNaN(row[c]) ? Double.NEGATIVE_INFINITY : row[c]);
    }
    return Optional.of(nats);
  }

  /** The means of these parts over drawn rows that are possible; empty if none can be drawn. */
  Optional<double[]> usualFeatureNats(long seed) {
    return decodes() ? featureNats(drawn(seed), USUAL_ROWS).map(this::means) : Optional.empty();
  }

  private RowSource drawn(long seed) {
    NoiseSource noise =
        NoiseSource.gaussian(Prior.NOISE, RandomStream.of(seed, "usual rows").key(), 0);
    double[][] rows = runner.values(SAMPLE, RowSource.of(), USUAL_ROWS, noise);
    return (row, into, offset) -> {
      for (int c = 0; c < names.length; c++) {
        into[offset + c] = (float) rows[row][c];
      }
    };
  }

  private double[] means(double[][] rows) {
    return IntStream.range(0, names.length)
        .mapToDouble(
            c ->
                Arrays.stream(rows)
                    .mapToDouble(row -> row[c])
                    .filter(Double::isFinite)
                    .average()
                    .orElse(0))
        .toArray();
  }

  /** Whether there is a way from z to rows. */
  boolean decodes() {
    return runner.has(DECODED);
  }

  private void requireDecodes() {
    if (!decodes()) {
      throw new IllegalArgumentException(
          String.format(
              "Expected a flow of couplings that are not mixed, or at most %d features: an"
                  + " autoregressive or mixed flow of %d features would take a pass for each of them"
                  + " to make a row",
              Autoregressive.MOST_PASSES, flow.features().columns()));
    }
  }

  /** The row of a code, {@code [columns]}, in raw values. */
  double[] decode(double[] z) {
    requireDecodes();
    if (z.length != names.length || !Arrays.stream(z).allMatch(Double::isFinite)) {
      throw new IllegalArgumentException(
          "Expected a code of " + names.length + " finite numbers, found " + Arrays.toString(z));
    }
    float[] floats = new float[z.length];
    for (int i = 0; i < z.length; i++) {
      floats[i] = (float) z[i];
    }
    RowSource codes = RowSource.of(floats);
    return origin.addTo(runner.values(DECODED, codes, 1, NoiseSource.NONE))[0];
  }

  /** Rows drawn from the density, {@code [count, columns]}, in raw values. */
  double[][] sample(int count, long seed) {
    requireDecodes();
    if (count < 0) {
      throw new IllegalArgumentException("Expected 0 or more rows to sample, found " + count);
    }
    NoiseSource noise = NoiseSource.gaussian(Prior.NOISE, RandomStream.of(seed, "sample").key(), 0);
    return origin.addTo(runner.values(SAMPLE, RowSource.of(), count, noise));
  }
}
