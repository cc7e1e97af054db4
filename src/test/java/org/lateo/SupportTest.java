package org.lateo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertRefused;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lateo.config.PartKind;
import org.lateo.inference.LogLikelihood;
import org.lateo.inference.ScoreKind;
import org.lateo.inference.ScoreSplit;
import org.lateo.likelihood.Bernoulli;
import org.lateo.likelihood.Categorical;
import org.lateo.likelihood.DiscretisedLogistic;
import org.lateo.likelihood.Likelihood;
import org.lateo.likelihood.LogNormal;
import org.lateo.likelihood.MixedLikelihood;
import org.lateo.likelihood.Multinomial;
import org.lateo.likelihood.NegativeBinomial;
import org.lateo.likelihood.Poisson;
import org.lateo.math.RandomStream;
import org.lateo.output.LatentCode;
import org.lateo.output.LatentCodeEvaluation;
import org.lateo.output.LatentCodeEvaluator;
import org.tribuo.Example;

/** What training would refuse is impossible afterwards: minus infinity, never a good score. */
final class SupportTest {
  private static final int COLUMNS = 4;
  private static final int SAMPLES = 20;

  @TempDir private Path folder;

  /**
   * A likelihood with what it may be trained on and what it may not.
   *
   * @param column a value of a training row, from its number
   * @param possible values that a row may have
   * @param impossible values that none may have
   * @param unreadable those of them that have no logarithm for the encoder
   */
  private record Case(
      Likelihood likelihood,
      IntToDoubleFunction column,
      List<Double> possible,
      List<Double> impossible,
      List<Double> unreadable) {
    VAEModel model() {
      double[][] rows = new double[60][COLUMNS];
      for (int i = 0; i < rows.length * COLUMNS; i++) {
        rows[i / COLUMNS][i % COLUMNS] = column.applyAsDouble(i);
      }
      return Tiny.trainer().likelihood(likelihood).epochs(3).build().fit(Tiny.dataset(rows));
    }

    double usual() {
      return possible.get(0);
    }

    @Override
    public String toString() {
      return PartKind.format(likelihood);
    }
  }

  private static double uniform(int i) {
    return RandomStream.of(3, "support").uniform(i);
  }

  private static Stream<Case> cases() {
    List<Double> counts = List.of(1.0, 0.0, 1.0000001, -1e-9, 1e6, 3e9);
    List<Double> exact = List.of(1.0, 0.0, 1.0000001, -1e-9, 1e6, 0x1p24);
    List<Double> noCounts = List.of(-3.0, -1000.0, 20.5, -0.1);
    List<Double> inexact = List.of(-3.0, -1000.0, 20.5, -0.1, 0x1p24 + 2, 3e9);
    List<Double> negative = List.of(-3.0, -1000.0, -0.1);
    IntToDoubleFunction count = i -> Math.floor(6 * uniform(i));
    return Stream.of(
        new Case(
            new Bernoulli(),
            i -> i % 3 == 0 ? uniform(i) : Math.rint(uniform(i)),
            List.of(1.0, 0.0, 1.0000001, -1e-9, 0.37),
            List.of(1000.0, -1000.0, 1.1, -0.1, 3e38),
            List.of()),
        new Case(new Poisson(), count, exact, inexact, negative),
        new Case(new NegativeBinomial(), count, exact, inexact, negative),
        new Case(new Multinomial(), count, counts, noCounts, negative),
        new Case(
            new LogNormal(),
            i -> Math.exp(uniform(i)),
            List.of(1.0, 1e-30, 1e30),
            List.of(0.0, -5.0, -1000.0, 1e-40),
            List.of(0.0, -5.0, -1000.0, 1e-40)),
        new Case(
            new DiscretisedLogistic(),
            i -> Math.floor(9 * uniform(i)),
            List.of(5.0, 0.0, 255.0, 255.0000001, -1e-9),
            List.of(-3.0, 5.5, 500.0, 1e6, -1000.0),
            List.of()),
        new Case(
            new DiscretisedLogistic(),
            SupportTest::uniform,
            List.of(0.5, 0.0, 1.0000001, 0.501),
            List.of(-0.1, 1.1, 255.0),
            List.of()),
        new Case(
            new Categorical(),
            i -> i % COLUMNS == i / COLUMNS % (COLUMNS + 1) ? 1 : 0,
            List.of(0.0, 1.0, 1.0000001, -1e-9),
            List.of(0.5, 2.0, -1.0),
            List.of()),
        new Case(
            new MixedLikelihood("f00[0-2]=poisson", "f003=bernoulli"),
            i -> i % COLUMNS == 3 ? Math.rint(uniform(i)) : Math.floor(6 * uniform(i)),
            List.of(1.0, 0.0, 1.0000001, -1e-9),
            List.of(-3.0, 0.5 + 1e4, -1000.0),
            List.of()));
  }

  /** A row of usual values but for one. */
  private static Example<LatentCode> with(Case c, int column, double value) {
    double[] row = new double[COLUMNS];
    for (int i = 0; i < row.length; i++) {
      row[i] = i == column ? value : c.usual();
    }
    return Tiny.example(LatentCode.UNKNOWN, row);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void whatIsPossibleHasAScore(Case c) {
    VAEModel model = c.model();
    for (double value : c.possible()) {
      Example<LatentCode> row = with(c, 1, value);
      LatentCode code = model.score(row);
      assertTrue(Double.isFinite(code.getELBO()), c + " of " + value + ": " + code.getELBO());
      assertEquals(code.getMean()[0], model.encode(row).getMean()[0], 1e-6);
      assertTrue(model.impossible(row).isEmpty());
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void whatIsImpossibleIsMinusInfinityAndNamed(Case c) {
    VAEModel model = c.model();
    for (double value : c.impossible()) {
      for (int column = 0; column < COLUMNS; column++) {
        Example<LatentCode> row = with(c, column, value);
        String what = c + " of " + value;
        LatentCode code = model.score(row);
        assertEquals(Double.NEGATIVE_INFINITY, code.getELBO(), what);
        assertEquals(Double.NEGATIVE_INFINITY, code.getReconstruction(), what);
        assertTrue(Double.isFinite(code.getKL()), what);
        LogLikelihood estimate = model.estimateLogLikelihood(List.of(row), SAMPLES);
        assertEquals(Double.NEGATIVE_INFINITY, estimate.nats()[0], what);
        assertEquals(Double.NEGATIVE_INFINITY, estimate.mean(), what);
        String named = model.impossible(row).orElseThrow();
        assertTrue(named.contains("f00" + column), what + ": " + named);
        assertSplits(model, row, column, what);
      }
    }
  }

  private static void assertSplits(
      VAEModel model, Example<LatentCode> row, int column, String what) {
    for (ScoreKind kind : ScoreKind.values()) {
      ScoreSplit split = model.split(kind, SAMPLES, List.of(row)).get(0);
      assertEquals(Double.NEGATIVE_INFINITY, split.total(), what + " by " + kind);
      for (int i = 0; i < split.features().length; i++) {
        assertEquals(i == column, Double.isInfinite(split.features()[i]), what + " by " + kind);
      }
    }
  }

  /** Codes are what the encoder reads; where it reads nothing, it says so. */
  @ParameterizedTest
  @MethodSource("cases")
  void codesAreRefusedWhereThereIsNothingToRead(Case c) {
    VAEModel model = c.model();
    for (double value : c.impossible()) {
      List<Example<LatentCode>> rows = List.of(with(c, 2, c.usual()), with(c, 2, value));
      boolean mixed = c.likelihood() instanceof MixedLikelihood && value < 0;
      if (mixed || c.unreadable().contains(value)) {
        assertRefused(() -> model.encode(rows), "logarithm", "f002", "row 1", "" + (float) value);
        assertRefused(() -> model.predict(rows), "f002", "row 1");
      } else if (value < 1e30) {
        assertTrue(Double.isFinite(model.encode(rows).get(1).getMean()[0]));
      }
    }
  }

  @Test
  void severalCategoriesAreImpossible() {
    VAEModel model =
        cases()
            .filter(c -> c.likelihood() instanceof Categorical)
            .findFirst()
            .orElseThrow()
            .model();
    ScoreSplit split =
        model
            .split(ScoreKind.ELBO, 1, List.of(Tiny.example(LatentCode.UNKNOWN, 0, 1, 0, 1)))
            .get(0);
    double[] features = split.features();
    assertTrue(Double.isInfinite(features[1]) && Double.isInfinite(features[3]));
    assertTrue(Double.isFinite(features[0]) && Double.isFinite(features[2]));
  }

  /** What floats cannot tell from its neighbours is no exact count. */
  @Test
  void countsThatFloatsRoundAreRefusedInTraining() {
    double[][] rows = Tiny.countRows(20, 3, 7);
    rows[4][1] = 3e7;
    for (Likelihood likelihood : List.of(new Poisson(), new NegativeBinomial())) {
      VAETrainer trainer = Tiny.trainer().likelihood(likelihood).build();
      assertRefused(
          () -> trainer.fit(Tiny.dataset(rows)),
          "up to 16777216",
          "found 3.0E7 in feature f001, row 4",
          "thousands",
          "log-normal");
    }
  }

  /** The mean over rows is what it is, and says why; nothing is NaN. */
  @Test
  void oneImpossibleRowMakesTheMeanMinusInfinity() {
    Case c = cases().findFirst().orElseThrow();
    VAEModel model = c.model();
    double[][] rows = {{1, 0, 1, 0}, {1, 1000, 1, 0}};
    LatentCodeEvaluation evaluation =
        new LatentCodeEvaluator(SAMPLES, done -> {}).evaluate(model, Tiny.dataset(rows));
    assertEquals(Double.NEGATIVE_INFINITY, evaluation.getELBO());
    assertEquals(Double.NEGATIVE_INFINITY, evaluation.getReconstruction());
    assertEquals(Double.NEGATIVE_INFINITY, evaluation.getLogLikelihood().orElseThrow().mean());
    assertTrue(!evaluation.toString().contains("NaN"), evaluation.toString());
    assertTrue(evaluation.toString().contains("outside of the likelihood's support"));
  }

  @Test
  void nothingIsImputedFromWhatIsImpossible() {
    VAEModel model =
        Tiny.trainer()
            .likelihood(new MixedLikelihood("count=poisson"))
            .missing("a", "b")
            .epochs(2)
            .build()
            .fit(IncompleteTable.dataset(60));
    List<Example<LatentCode>> rows =
        List.of(
            IncompleteTable.example("a", 100, "count", 1),
            IncompleteTable.example("a", 100, "count", 1.5));
    assertEquals(100, model.impute(rows.subList(0, 1)).get(0).value("a"), 1e-4);
    assertRefused(() -> model.impute(rows), "row 1", "counts", "1.5", "count");
    assertRefused(() -> model.impute(rows, 5), "row 1", "counts", "1.5", "count");
    assertEquals(Double.NEGATIVE_INFINITY, model.score(rows.get(1)).getELBO());
  }

  /** The score in ONNX, of rows that are possible and rows that are not. */
  @ParameterizedTest
  @MethodSource("cases")
  void onnxSaysTheSame(Case c) {
    VAEModel model = c.model();
    Path file = folder.resolve("score.onnx");
    model.exportONNX("score", file);
    List<Example<LatentCode>> rows = new ArrayList<>();
    c.possible().forEach(value -> rows.add(with(c, 3, value)));
    c.impossible().forEach(value -> rows.add(with(c, 3, value)));
    List<LatentCode> codes = model.score(rows);
    try (ONNXVAE onnx = ONNXVAE.open(file)) {
      Map<String, float[][]> found = onnx.run(rows);
      IntStream.range(0, rows.size())
          .forEach(
              r -> {
                double expected = codes.get(r).getELBO();
                float elbo = found.get("elbo")[r][0];
                double size = 1e-4 * (1 + (Double.isInfinite(expected) ? 0 : Math.abs(expected)));
                assertEquals(expected, elbo, size, c + " row " + r);
                boolean named = Float.isInfinite(found.get("feature_nats")[r][3]);
                assertEquals(Double.isInfinite(expected), named);
              });
    }
  }
}
