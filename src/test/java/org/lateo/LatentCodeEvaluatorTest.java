package org.lateo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertRefused;

import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.tribuo.DataSource;
import org.tribuo.MutableDataset;
import org.tribuo.datasource.ListDataSource;
import org.tribuo.evaluation.metrics.MetricID;
import org.tribuo.evaluation.metrics.MetricTarget;
import org.tribuo.provenance.SimpleDataSourceProvenance;

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
  void nothingScoredIsNaN() {
    LatentCodeEvaluation evaluation = evaluate(Codes.encoded(1), Codes.encoded(-1));
    assertEquals(0, evaluation.getScoredCount());
    assertTrue(Double.isNaN(evaluation.getELBO()));
    assertTrue(Double.isNaN(evaluation.getReconstruction()));
    assertTrue(Double.isNaN(evaluation.getKL()));
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
    double half = Math.sqrt(LatentCodeEvaluation.ACTIVE_VARIANCE / 2); // of two: variance 0.01
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
            "Active units               1 of 3"),
        evaluate(CODES).toString().lines().toList());
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
    assertEquals(0, asPredicted.getScoredCount(), "what was predicted is taken as it is");
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
