package org.lateo.output;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertRefused;

import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.lateo.Codes;
import org.lateo.FixedModel;
import org.lateo.LinearGaussian;
import org.lateo.Tiny;
import org.lateo.VAEModel;
import org.lateo.inference.LogLikelihood;
import org.tribuo.DataSource;
import org.tribuo.MutableDataset;
import org.tribuo.datasource.ListDataSource;
import org.tribuo.evaluation.metrics.MetricID;
import org.tribuo.evaluation.metrics.MetricTarget;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.transform.TransformTrainer;
import org.tribuo.transform.TransformationMap;
import org.tribuo.transform.TransformedModel;
import org.tribuo.transform.transformations.LinearScalingTransformation;

final class LatentCodeEvaluatorTest {
  private final LatentCodeEvaluator evaluator = new LatentCodeEvaluator();

  /** First dimension varies, second barely (variance 0.0001), third not at all. */
  private static final LatentCode[] CODES = {
    Codes.scored(-10, 2, -1, 0.01, 5),
    Codes.scored(-20, 4, 0, 0.02, 5),
    Codes.scored(-30, 9, 1, 0.03, 5)
  };

  private static MutableDataset<LatentCode> unlabelled(int rows) {
    LatentCode[] outputs = new LatentCode[rows];
    Arrays.fill(outputs, LatentCode.UNKNOWN);
    return Codes.dataset(outputs);
  }

  private LatentCodeEvaluation evaluate(LatentCode... codes) {
    MutableDataset<LatentCode> dataset = unlabelled(codes.length);
    return evaluator.evaluate(new FixedModel(dataset, codes), dataset);
  }

  private static void assertByHand(LatentCodeEvaluation evaluation) {
    assertEquals(-25, evaluation.getELBO(), 1e-12); // -12, -24, -39
    assertEquals(-20, evaluation.getReconstruction(), 1e-12);
    assertEquals(5, evaluation.getKL(), 1e-12);
    assertEquals(3, evaluation.getScoredCount());
    assertEquals(1, evaluation.getActiveUnits());
    assertEquals(3, evaluation.getDimensions());
    assertEquals(3, evaluation.getPredictions().size());
  }

  @Test
  void averagesByHand() {
    assertByHand(evaluate(CODES));
  }

  @Test
  void datasetSourceAndPredictionsAgree() {
    MutableDataset<LatentCode> dataset = unlabelled(3);
    FixedModel model = new FixedModel(dataset, CODES);
    DataSource<LatentCode> source =
        new ListDataSource<>(
            dataset.getData(),
            Codes.FACTORY,
            new SimpleDataSourceProvenance("codes", Codes.FACTORY));
    assertByHand(evaluator.evaluate(model, source));
    assertByHand(evaluator.evaluate(model, model.predictRows(), source.getProvenance()));
    assertByHand(
        evaluator.evaluate(
            model,
            model.predictRows(),
            List.of(LatentCode.UNKNOWN, LatentCode.UNKNOWN, LatentCode.UNKNOWN),
            source.getProvenance()));
  }

  @Test
  void codesThatAreNotScoredCountForActiveUnitsOnly() {
    LatentCodeEvaluation evaluation =
        evaluate(Codes.scored(-10, 2, -1), Codes.encoded(1), Codes.scored(-20, 4, 0));
    assertEquals(2, evaluation.getScoredCount());
    assertEquals(-18, evaluation.getELBO(), 1e-12);
    assertEquals(1, evaluation.getActiveUnits());
  }

  @Test
  void codesOfWhichNoneIsScoredSaySo() {
    LatentCodeEvaluation evaluation = evaluate(Codes.encoded(1), Codes.encoded(-1));
    assertEquals(0, evaluation.getScoredCount());
    for (Executable asked :
        List.<Executable>of(
            evaluation::getELBO, evaluation::getReconstruction, evaluation::getKL)) {
      String said = assertThrows(IllegalStateException.class, asked).getMessage();
      assertTrue(said.contains("found 2 without") && said.contains("VAEModel"), said);
    }
    assertEquals(
        List.of("ActiveUnits"),
        evaluation.asMap().keySet().stream().map(MetricID::getB).collect(Collectors.toList()));
    String table = evaluation.toString();
    assertTrue(table.contains("ELBO                 unknown: the codes are not scored"), table);
    assertFalse(table.contains("NaN"), table);
  }

  /** Another model of codes tells the divergence, if its codes have one. */
  @Test
  void theDivergenceIsTakenFromCodesThatAreNotScored() {
    String[] names = {"z0"};
    double none = Double.NaN;
    LatentCodeEvaluation evaluation =
        evaluate(
            new LatentCode(names, new double[1], new double[1], none, none, 3),
            new LatentCode(names, new double[1], new double[1], none, none, 5));
    assertEquals(4, evaluation.getKL());
    assertEquals(
        List.of("KL", "ActiveUnits"),
        evaluation.asMap().keySet().stream().map(MetricID::getB).collect(Collectors.toList()));
  }

  /** The bound is that of the transformed values, which the autoencoder was trained on. */
  @Test
  void aTransformedAutoencoderIsScored() {
    MutableDataset<LatentCode> dataset = Tiny.unit(30);
    TransformedModel<LatentCode> model =
        new TransformTrainer<>(
                Tiny.trainer().build(),
                new TransformationMap(List.of(new LinearScalingTransformation(0.2, 0.7))))
            .train(dataset);
    LatentCodeEvaluation evaluation = evaluator.evaluate(model, dataset);
    VAEModel inside = (VAEModel) model.getInnerModel();
    List<LatentCode> scores =
        inside.score(model.getTransformerMap().transformDataset(dataset, false));
    assertEquals(average(scores, LatentCode::getELBO), evaluation.getELBO());
    assertEquals(3, evaluation.getKLPerLatent().length);
  }

  @Test
  void anImpossibleExampleSpoilsTheAverage() {
    double impossible = Double.NEGATIVE_INFINITY;
    LatentCode code =
        new LatentCode(
            new String[] {"z0"}, new double[1], new double[1], impossible, impossible, 2);
    assertEquals(impossible, evaluate(Codes.scored(-10, 2, 0), code).getELBO());
  }

  @Test
  void activityStartsAboveAHundredth() {
    double half = Math.sqrt(LatentStatistics.ACTIVE_VARIANCE / 2); // of two: variance 0.01
    assertEquals(
        0, evaluate(Codes.encoded(-half * 0.999), Codes.encoded(half * 0.999)).getActiveUnits());
    assertEquals(
        1, evaluate(Codes.encoded(-half * 1.001), Codes.encoded(half * 1.001)).getActiveUnits());
    assertEquals(0, evaluate(Codes.encoded(7)).getActiveUnits(), "one row has no variance");
  }

  @Test
  void metricsByName() {
    LatentCodeEvaluation evaluation = evaluate(CODES);
    assertEquals(
        List.of("ELBO", "Reconstruction", "KL", "ActiveUnits"),
        evaluation.asMap().keySet().stream().map(MetricID::getB).collect(Collectors.toList()));
    assertEquals(-25, evaluation.get(metric("ELBO")), 1e-12);
    assertEquals(1, evaluation.get(metric("ActiveUnits")));
    assertThrows(IllegalArgumentException.class, () -> evaluation.get(metric("Accuracy")));
  }

  private static MetricID<LatentCode> metric(String name) {
    return new MetricID<>(MetricTarget.<LatentCode>microAverageTarget(), name);
  }

  @Test
  void readsAsATable() {
    assertEquals(
        List.of(
            "Examples                   3, 3 scored",
            "ELBO                -25.0000 nats",
            "Reconstruction      -20.0000 nats",
            "KL                    5.0000 nats",
            "Active units               1 of 3",
            "Posterior collapse: 2 of 3 latent dimensions are inactive (over 3 rows the variance of"
                + " their posterior mean is at most 0.01), so codes tell less of a row than"
                + " they have room for. Remedies: KL warm-up, free bits, or fewer latent dimensions."),
        evaluate(CODES).toString().lines().toList());
  }

  @Test
  void anAutoencodersTableHasMore() {
    VAEModel model = linear(60);
    List<String> lines =
        new LatentCodeEvaluator(50, rows -> {}).evaluate(model, LINEAR).toString().lines().toList();
    assertEquals(7, lines.size());
    assertTrue(lines.get(5).matches("KL per latent   ( +[0-9]\\.[0-9]{3}){3}"), lines.get(5));
    assertTrue(
        lines
            .get(6)
            .matches(
                "Log-likelihood +-[0-9.]+ nats, standard error 0\\.[0-9]{4}, of which"
                    + " 0\\.[0-9]{4} by sampling \\(50 samples a row\\)"),
        lines.get(6));
  }

  private static final MutableDataset<LatentCode> LINEAR =
      Tiny.dataset(LinearGaussian.rows(600, 4));

  private static VAEModel linear(int rows) {
    return LinearGaussian.model(Tiny.dataset(LinearGaussian.rows(rows, 4)));
  }

  /** KL(N(m, v) || N(0, 1)) = (m^2 + v - 1 - log v) / 2, and the third dimension is the prior. */
  @Test
  void divergenceSplitsByDimensions() {
    VAEModel model = linear(60);
    LatentCodeEvaluation evaluation = evaluator.evaluate(model, LINEAR);
    double[] expected = new double[LinearGaussian.LATENT];
    for (LatentCode code : model.encode(LINEAR.getData())) {
      for (int i = 0; i < expected.length; i++) {
        double mean = code.getMean()[i];
        double logVariance = code.getLogVariance()[i];
        expected[i] += 0.5 * (mean * mean + Math.exp(logVariance) - 1 - logVariance) / 600;
      }
    }
    double[] found = evaluation.getKLPerLatent();
    assertArrayEquals(expected, found, 1e-5);
    assertEquals(0, found[2], 1e-6);
    assertEquals(evaluation.getKL(), Arrays.stream(found).sum(), 1e-5);
    assertEquals(2, evaluation.getActiveUnits());
    assertEquals(Optional.empty(), evaluation.getCollapseWarning(), "one of three");
    assertEquals(0, evaluate(CODES).getKLPerLatent().length, "another model does not tell");
  }

  @Test
  void logLikelihoodsOnRequest() {
    VAEModel model = linear(60);
    assertEquals(Optional.empty(), evaluator.evaluate(model, LINEAR).getLogLikelihood());
    List<Integer> progress = new ArrayList<>();
    LatentCodeEvaluation evaluation =
        new LatentCodeEvaluator(20, progress::add).evaluate(model, LINEAR);
    LogLikelihood found = evaluation.getLogLikelihood().orElseThrow();
    LogLikelihood expected = model.estimateLogLikelihood(LINEAR.getData(), 20);
    assertArrayEquals(expected.nats(), found.nats());
    assertArrayEquals(expected.standardErrors(), found.standardErrors());
    assertEquals(List.of(256, 512, 600), progress);
    assertEquals(found.mean(), evaluation.get(metric("LogLikelihood")));
    LatentCodeEvaluator twenty = new LatentCodeEvaluator(20, rows -> {});
    MutableDataset<LatentCode> dataset = unlabelled(3);
    FixedModel fixed = new FixedModel(dataset, CODES);
    assertEquals(Optional.empty(), twenty.evaluate(fixed, dataset).getLogLikelihood());
    assertRefused(
        () -> new LatentCodeEvaluator(-1, rows -> {}), "0 or more importance samples", "found -1");
  }

  @Test
  void collapseIsSaidPlainly() {
    LatentCode[] half = {Codes.encoded(1, 0), Codes.encoded(2, 0)};
    String some = evaluate(half).getCollapseWarning().orElseThrow();
    assertTrue(some.contains("1 of 2 latent dimensions are inactive"), some);
    LatentCode[] all = {Codes.encoded(3, 0), Codes.encoded(3, 0)};
    String none = evaluate(all).getCollapseWarning().orElseThrow();
    assertTrue(none.contains("2 of 2") && none.contains("tell nothing of a row"), none);
    for (String remedy : List.of("KL warm-up", "free bits", "fewer latent dimensions")) {
      assertTrue(none.contains(remedy), none);
    }
    LatentCode[] few = {Codes.encoded(1, 2, 0), Codes.encoded(3, 4, 0)};
    assertEquals(Optional.empty(), evaluate(few).getCollapseWarning());
    assertEquals(Optional.empty(), evaluate(Codes.encoded(7)).getCollapseWarning(), "one row");
  }

  @Test
  void provenanceNamesModelAndData() {
    MutableDataset<LatentCode> dataset = unlabelled(3);
    FixedModel model = new FixedModel(dataset, CODES);
    LatentCodeEvaluation evaluation = evaluator.evaluate(model, dataset);
    assertSame(model.getProvenance(), evaluation.getProvenance().getModelProvenance());
    assertEquals(dataset.getProvenance(), evaluation.getProvenance().getTestDatasetProvenance());
    assertEquals(
        evaluation.getProvenance(),
        ProvenanceUtil.unmarshalProvenance(
            ProvenanceUtil.marshalProvenance(evaluation.getProvenance())));
  }

  @Test
  void anAutoencoderScoresTheExamples() {
    MutableDataset<LatentCode> dataset = Tiny.unit(30);
    VAEModel model = Tiny.trainer().build().train(dataset);
    List<LatentCode> scores = model.score(dataset);
    DataSource<LatentCode> source =
        new ListDataSource<>(
            dataset.getData(),
            Codes.FACTORY,
            new SimpleDataSourceProvenance("codes", Codes.FACTORY));
    for (LatentCodeEvaluation evaluation :
        List.of(evaluator.evaluate(model, dataset), evaluator.evaluate(model, source))) {
      assertEquals(30, evaluation.getScoredCount());
      assertEquals(average(scores, LatentCode::getELBO), evaluation.getELBO());
      assertEquals(average(scores, LatentCode::getReconstruction), evaluation.getReconstruction());
      assertEquals(average(scores, LatentCode::getKL), evaluation.getKL());
      assertSame(dataset.getExample(7), evaluation.getPredictions().get(7).getExample());
      assertEquals(Tiny.COLUMNS, evaluation.getPredictions().get(7).getNumActiveFeatures());
    }
    LatentCodeEvaluation asPredicted =
        evaluator.evaluate(model, model.predict(dataset), dataset.getProvenance());
    assertEquals(30, asPredicted.getScoredCount(), "predict alone does not score");
    assertEquals(average(scores, LatentCode::getELBO), asPredicted.getELBO());
  }

  private static double average(List<LatentCode> codes, ToDoubleFunction<LatentCode> nats) {
    return codes.stream().mapToDouble(nats).average().orElseThrow();
  }

  @Test
  void refusesNothing() {
    MutableDataset<LatentCode> dataset = unlabelled(1);
    FixedModel model = new FixedModel(dataset, CODES);
    assertRefused(
        () -> evaluator.evaluate(model, List.of(), dataset.getProvenance()),
        "at least 1 prediction",
        "found none");
  }

  @Test
  void refusesPredictionsThatAreNoCodes() {
    assertRefused(
        () -> evaluate(Codes.encoded(1), LatentCode.UNKNOWN), "found the unknown output at 1");
    assertRefused(() -> evaluate(Codes.encoded(1), Codes.encoded(1, 2)), "[z0]", "found [z0, z1]");
  }
}
