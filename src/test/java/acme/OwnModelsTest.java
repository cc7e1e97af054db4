package acme;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lateo.VAEModel;
import org.lateo.VAETrainer;
import org.lateo.VAETrainerBuilder;
import org.lateo.data.DenseTable;
import org.lateo.data.Split;
import org.lateo.graph.RowSource;
import org.lateo.model.Architecture;
import org.lateo.onnx.ONNXExport;
import org.lateo.onnx.ONNXMetadata;
import org.lateo.output.LatentCode;
import org.lateo.protos.DefinitionProto;
import org.lateo.storage.Definitions;
import org.lateo.train.Adam;
import org.lateo.train.TrainedModel;
import org.lateo.train.TrainingListener;
import org.lateo.train.TrainingOptions;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.anomaly.AnomalyFactory;
import org.tribuo.anomaly.Event;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/**
 * Models, bounds and posteriors that are not ours: each is trained, stored, read back and exported
 * without a line of it in the library.
 */
final class OwnModelsTest {
  @TempDir Path folder;

  private static TrainedModel fit(
      Architecture architecture, float[][] rows, int epochs, double learningRate) {
    int columns = rows[0].length;
    float[] values = new float[rows.length * columns];
    for (int r = 0; r < rows.length; r++) {
      System.arraycopy(rows[r], 0, values, r * columns, columns);
    }
    float[] weights = new float[rows.length];
    Arrays.fill(weights, 1f);
    return TrainedModel.fit(
        architecture,
        names(columns),
        new DenseTable(columns, values, weights),
        Split.of(rows.length, 0, 1),
        new Adam(learningRate),
        new TrainingOptions(epochs, 50, 1, 2),
        TrainingListener.NONE);
  }

  private static List<String> names(int columns) {
    List<String> names = new ArrayList<>();
    for (int c = 0; c < columns; c++) {
      names.add("x" + c);
    }
    return names;
  }

  /** Stored and exported, it gives the same. */
  private void comesBack(TrainedModel model, float[][] rows, String... outputs) throws IOException {
    Path file = folder.resolve("definition");
    Files.write(file, Definitions.write(model.definition()).toByteArray());
    TrainedModel read =
        new TrainedModel(
            Definitions.read(
                Architecture.class, DefinitionProto.parseFrom(Files.readAllBytes(file))));
    for (String output : outputs) {
      assertArrayEquals(
          model.values(output, RowSource.of(rows), rows.length),
          read.values(output, RowSource.of(rows), rows.length));
    }
    ONNXMetadata metadata = new ONNXMetadata("0", names(rows[0].length), List.of(), "");
    Path exported = folder.resolve("model.onnx");
    double difference = ONNXExport.writeChecked(model, List.of(outputs), metadata, rows, exported);
    assertTrue(difference <= 1e-4, "" + difference);
  }

  /** Correlated Gaussians, of which the entropy is known. */
  @Test
  void bijectionsMakeADensity() throws IOException {
    Random random = new Random(1);
    float[][] rows = new float[2000][];
    for (int r = 0; r < rows.length; r++) {
      double u = random.nextGaussian();
      double v = 0.8 * u + 0.3 * random.nextGaussian();
      rows[r] = new float[] {(float) u, (float) v, (float) (1 + 0.5 * random.nextGaussian())};
    }
    TrainedModel model = fit(new CouplingFlow(), rows, 30, 0.01);
    double mean =
        Arrays.stream(model.values("log_density", RowSource.of(rows), rows.length))
            .mapToDouble(row -> row[0])
            .average()
            .orElseThrow();
    double entropy = 1.5 * (1 + Math.log(2 * Math.PI)) + Math.log(0.3) + Math.log(0.5);
    assertEquals(-entropy, mean, 0.1);
    comesBack(model, rows, "log_density", "z");
  }

  /** Against the posterior of weights in closed form, as far as independent Gaussians reach. */
  @Test
  void layersOfDistributionsLearnTheirPosterior() throws IOException {
    Random random = new Random(2);
    double noise = Math.exp(-2);
    float[][] rows = new float[200][];
    RealMatrix precision =
        new Array2DRowRealMatrix(new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}});
    RealMatrix moments = new Array2DRowRealMatrix(3, 1);
    for (int r = 0; r < rows.length; r++) {
      double a = random.nextGaussian();
      double b = random.nextGaussian();
      double y = 0.7 * a - 0.4 * b + 0.2 + Math.sqrt(noise) * random.nextGaussian();
      rows[r] = new float[] {(float) a, (float) b, (float) y};
      RealMatrix x = new Array2DRowRealMatrix(new double[] {a, b, 1});
      precision = precision.add(x.multiply(x.transpose()).scalarMultiply(1 / noise));
      moments = moments.add(x.scalarMultiply(y / noise));
    }
    RealMatrix exact = new LUDecomposition(precision).getSolver().solve(moments);
    TrainedModel model = fit(new BayesianRegression(), rows, 400, 0.01);
    float[] unit = {1, 1, 0};
    double mean = model.values("mean", RowSource.of(unit), 1)[0][0];
    double expected = exact.getEntry(0, 0) + exact.getEntry(1, 0) + exact.getEntry(2, 0);
    assertEquals(expected, mean, 0.02);
    double variance = model.values("variance", RowSource.of(unit), 1)[0][0];
    double meanField =
        1 / precision.getEntry(0, 0) + 1 / precision.getEntry(1, 1) + 1 / precision.getEntry(2, 2);
    assertEquals(meanField, variance, 0.2 * meanField);
    comesBack(model, rows, "mean", "variance");
  }

  private static MutableDataset<Event> threeClusters() {
    AnomalyFactory factory = new AnomalyFactory();
    MutableDataset<Event> rows =
        new MutableDataset<>(new SimpleDataSourceProvenance("rows", factory), factory);
    Random random = new Random(1);
    for (int i = 0; i < 300; i++) {
      double at = 4 * (i % 3 - 1);
      double[] values = {at + random.nextGaussian(), -at + random.nextGaussian()};
      rows.add(new ArrayExample<>(factory.getUnknownOutput(), new String[] {"a", "b"}, values));
    }
    return rows;
  }

  private static double bound(VAEModel model, MutableDataset<Event> rows) {
    return model.score(rows).stream().mapToDouble(LatentCode::getELBO).average().orElseThrow();
  }

  private VAEModel improves(VAETrainerBuilder builder, MutableDataset<Event> rows)
      throws IOException {
    double first = bound(builder.epochs(1).build().fit(rows), rows);
    VAEModel model = builder.epochs(40).build().fit(rows);
    assertTrue(bound(model, rows) > first + 0.1, first + " nats, then " + bound(model, rows));
    Path file = folder.resolve("model.tribuo");
    model.serializeToFile(file);
    VAEModel read = (VAEModel) Model.deserializeFromFile(file);
    assertEquals(bound(model, rows), bound(read, rows));
    assertEquals(model.getProvenance(), read.getProvenance());
    for (String head : List.of("encoder", "decoder", "reconstruction", "score")) {
      double difference = model.exportONNX(head, folder.resolve(head + ".onnx"));
      assertTrue(difference <= 1e-4, head + " " + difference);
    }
    return model;
  }

  /** Log p(x) is the sum over states then, and no bound is above it. */
  @Test
  void discreteLatentsAreSummedOver() throws IOException {
    MutableDataset<Event> rows = threeClusters();
    VAEModel model =
        improves(
            VAETrainer.builder()
                .hidden(16)
                .latent(3)
                .posterior(new CategoricalPosterior())
                .prior(new UniformStatesPrior())
                .optimiser(new Adam(0.01))
                .batchSize(20),
            rows);
    double[] exact = model.logLikelihood(rows.getData(), 1);
    assertArrayEquals(exact, model.logLikelihood(rows.getData(), 7));
    List<LatentCode> codes = model.score(rows);
    double[][] means = {
      model.decode(new double[] {1, 0, 0}),
      model.decode(new double[] {0, 1, 0}),
      model.decode(new double[] {0, 0, 1})
    };
    for (int i = 0; i < exact.length; i++) {
      assertTrue(codes.get(i).getELBO() <= exact[i] + 1e-4, codes.get(i) + " above " + exact[i]);
      double sum = Arrays.stream(codes.get(i).getMean()).sum();
      assertEquals(1, sum, 1e-5);
    }
    double spread =
        Math.abs(means[0][0] - means[1][0])
            + Math.abs(means[1][0] - means[2][0])
            + Math.abs(means[2][0] - means[0][0]);
    assertTrue(spread > 8, "a cluster for each state, found " + Arrays.deepToString(means));
  }

  @Test
  void scoreFunctionsNeedNoPathThroughTheDraw() throws IOException {
    improves(
        VAETrainer.builder().hidden(16).latent(2).objective(new ScoreFunction()), threeClusters());
  }

  @Test
  void pointsMakeAPlainAutoencoder() throws IOException {
    MutableDataset<Event> rows = threeClusters();
    VAETrainerBuilder builder =
        VAETrainer.builder().hidden(16).latent(1).posterior(new PointPosterior());
    VAEModel model = improves(builder, rows);
    assertEquals(Double.NEGATIVE_INFINITY, model.encode(rows.getExample(0)).getLogVariance()[0]);
    improves(builder.objective(new Reconstruction()), rows);
  }
}
