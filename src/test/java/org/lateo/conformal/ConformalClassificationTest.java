package org.lateo.conformal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertRefused;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lateo.JavaSerialization;
import org.lateo.TrainedAgain;
import org.lateo.data.Split;
import org.lateo.logistic.KernelLogisticTrainer;
import org.lateo.math.RandomStream;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.dtree.CARTClassificationTrainer;
import org.tribuo.classification.example.NoisyInterlockingCrescentsDataSource;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.Hinge;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** Sets of labels hold what they promise. */
final class ConformalClassificationTest {
  private static final LabelFactory FACTORY = new LabelFactory();
  private static final String[] LABELS = {"a", "b", "c", "d"};

  private static MutableDataset<Label> dataset(List<Example<Label>> rows) {
    MutableDataset<Label> dataset =
        new MutableDataset<>(new SimpleDataSourceProvenance("draws", FACTORY), FACTORY);
    dataset.addAll(rows);
    return dataset;
  }

  /** Probabilities of four labels, of which the last is rare, by three features. */
  private static double[] probabilities(Example<Label> row) {
    double[] p = new double[LABELS.length];
    double sum = 0;
    for (int l = 0; l < p.length; l++) {
      double logit = l < 3 ? row.lookup("x" + l).getValue() : -0.8;
      p[l] = Math.exp(2 * logit);
      sum += p[l];
    }
    for (int l = 0; l < p.length; l++) {
      p[l] /= sum;
    }
    return p;
  }

  /** Labels are drawn with these probabilities. */
  private static MutableDataset<Label> draws(int rows, long seed) {
    List<Example<Label>> all = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      RandomStream random = RandomStream.of(seed, "draws").at(i);
      ArrayExample<Label> row = new ArrayExample<>(new Label("?"));
      for (int c = 0; c < 3; c++) {
        row.add(new Feature("x" + c, random.gaussian(c)));
      }
      double left = random.uniform(9);
      double[] p = probabilities(row);
      int label = 0;
      while (label < 3 && left >= p[label]) {
        left -= p[label];
        label++;
      }
      all.add(new ArrayExample<>(new Label(LABELS[label]), row, 1f));
    }
    return dataset(all);
  }

  /** Knows the probabilities. */
  private static Model<Label> truth() {
    return new KnownModel<>(
        draws(200, 77),
        true,
        row -> {
          double[] p = probabilities(row);
          Map<String, Label> scores = new HashMap<>();
          Label best = null;
          for (int l = 0; l < p.length; l++) {
            Label label = new Label(LABELS[l], p[l]);
            scores.put(LABELS[l], label);
            best = best == null || p[l] > best.getScore() ? label : best;
          }
          return new Prediction<>(best, scores, 3, row, true);
        });
  }

  private static ConformalClassificationModel calibrated(
      LabelScore score, double coverage, boolean byClass, Dataset<Label> rows) {
    return ConformalClassificationTrainer.builder()
        .score(score)
        .coverage(coverage)
        .byClass(byClass)
        .build()
        .calibrate(truth(), rows);
  }

  @ParameterizedTest
  @EnumSource
  void coverageIsExact(LabelScore score) {
    int draws = 3000;
    int fresh = 10;
    double found = 0;
    for (int draw = 0; draw < draws; draw++) {
      List<Example<Label>> rows = draws(15 + fresh, 1000L + draw).getData();
      ConformalClassificationModel model =
          calibrated(score, 0.8, false, dataset(rows.subList(0, 15)));
      found += LabelSetEvaluation.of(model, dataset(rows.subList(15, 25))).coverage() / draws;
    }
    new Band(15, 0.8).assertHolds(found, draws, fresh);
  }

  /** The fewest labels on average are in sets by probability, if probabilities are right. */
  @Test
  void setsByProbabilityAreSmallest() {
    MutableDataset<Label> rows = draws(4000, 1);
    MutableDataset<Label> fresh = draws(4000, 2);
    for (double coverage : new double[] {0.8, 0.9, 0.95}) {
      LabelSetEvaluation lac =
          LabelSetEvaluation.of(calibrated(LabelScore.LAC, coverage, false, rows), fresh);
      LabelSetEvaluation aps =
          LabelSetEvaluation.of(calibrated(LabelScore.APS, coverage, false, rows), fresh);
      assertTrue(lac.meanSize() < aps.meanSize(), lac + " and " + aps);
    }
  }

  /**
   * Sets by all that is at least as probable are larger where a row is hard, and hold more there.
   */
  @Test
  void adaptiveSetsHoldMoreOfHardRows() {
    MutableDataset<Label> rows = draws(4000, 1);
    List<Example<Label>> hard =
        draws(8000, 2).getData().stream()
            .filter(row -> Arrays.stream(probabilities(row)).max().orElseThrow() < 0.5)
            .toList();
    LabelSetEvaluation lac =
        LabelSetEvaluation.of(calibrated(LabelScore.LAC, 0.8, false, rows), dataset(hard));
    LabelSetEvaluation aps =
        LabelSetEvaluation.of(calibrated(LabelScore.APS, 0.8, false, rows), dataset(hard));
    assertTrue(aps.coverage() > lac.coverage() + 0.05, aps + " and " + lac);
  }

  /** All labels together leave the rare one out, and by class it has its share. */
  @Test
  void byClassEachHasItsShare() {
    MutableDataset<Label> rows = draws(6000, 1);
    MutableDataset<Label> fresh = draws(6000, 2);
    ConformalClassificationModel together = calibrated(LabelScore.LAC, 0.9, false, rows);
    ConformalClassificationModel apart = calibrated(LabelScore.LAC, 0.9, true, rows);
    LabelSetEvaluation ofApart = LabelSetEvaluation.of(apart, fresh);
    assertFalse(together.byClass());
    assertTrue(apart.byClass());
    for (String label : LABELS) {
      int calibrating = apart.calibrationRows().get(label);
      long others =
          fresh.getData().stream().filter(row -> row.getOutput().getLabel().equals(label)).count();
      new Band(calibrating, 0.9)
          .assertHolds(ofApart.coverageOfClasses().get(label), 1, (int) others);
    }
    assertTrue(LabelSetEvaluation.of(together, fresh).coverageOfClasses().get("d") < 0.6);
  }

  /** A class with an empty name has scores of its own, and not those of all. */
  @Test
  void aClassMayHaveAnEmptyName() throws Exception {
    ConformalClassificationTrainer trainer =
        ConformalClassificationTrainer.builder().innerTrainer(tribuos()).byClass(true).build();
    ConformalClassificationModel named = trainer.train(draws(2400, 1));
    trainer.setInvocationCount(0);
    List<Example<Label>> rows = new ArrayList<>();
    for (Example<Label> row : draws(2400, 1)) {
      String label = row.getOutput().getLabel();
      rows.add(new ArrayExample<>(new Label(label.equals("a") ? "" : label), row, 1f));
    }
    ConformalClassificationModel model = trainer.train(dataset(rows));
    ConformalClassificationModel stored =
        (ConformalClassificationModel) Model.deserialize(model.serialize());
    assertTrue(model.byClass() && stored.byClass());
    for (Example<Label> row : draws(50, 2)) {
      Map<String, Double> expected = new HashMap<>(named.pValues(row));
      expected.put("", expected.remove("a"));
      assertEquals(expected, model.pValues(row));
      assertEquals(expected, stored.pValues(row));
    }
  }

  /** By ranks: a p-value is a whole number of n + 1 places. */
  @ParameterizedTest
  @EnumSource
  void aSetIsWhatHasALargeEnoughPValue(LabelScore score) {
    for (boolean byClass : new boolean[] {false, true}) {
      ConformalClassificationModel model = calibrated(score, 0.7, byClass, draws(500, 1));
      for (Example<Label> row : draws(100, 2)) {
        Map<String, Double> p = model.pValues(row);
        List<String> expected =
            p.keySet().stream()
                .filter(
                    label -> {
                      int places = 1 + model.calibrationRows().get(byClass ? label : "");
                      return Math.round(p.get(label) * places) > Math.floor(0.3 * places);
                    })
                .toList();
        List<Label> found = model.labels(row);
        assertEquals(expected, found.stream().map(Label::getLabel).sorted().toList());
        for (int i = 1; i < found.size(); i++) {
          assertTrue(found.get(i - 1).getScore() >= found.get(i).getScore());
        }
      }
    }
  }

  /** Ten places of a hundred are not enough for 0.9, though 0.1 is above 1 - 0.9 in doubles. */
  @Test
  void aPValueAtTheEdgeIsOutside() {
    ConformalClassificationModel model = calibrated(LabelScore.LAC, 0.9, false, draws(99, 1));
    int atTheEdge = 0;
    for (Example<Label> row : draws(500, 2)) {
      List<String> set = model.labels(row).stream().map(Label::getLabel).toList();
      for (Map.Entry<String, Double> p : model.pValues(row).entrySet()) {
        long places = Math.round(p.getValue() * 100);
        assertEquals(places > 10, set.contains(p.getKey()), p.toString());
        atTheEdge += places == 10 ? 1 : 0;
      }
    }
    assertTrue(atTheEdge > 0);
  }

  @Test
  void scoresAreThoseOfThePapers() {
    double[] p = {0.5, 0.125, 0.25, 0.125};
    assertArrayEquals(p, LabelScore.LAC.of(p));
    assertArrayEquals(new double[] {-0.5, -1, -0.75, -1}, LabelScore.APS.of(p));
  }

  private static LinearSGDTrainer tribuos() {
    return new LinearSGDTrainer(new LogMulticlass(), new AdaGrad(0.1), 5, 1L);
  }

  static List<Trainer<Label>> trainers() {
    return List.of(
        tribuos(), new CARTClassificationTrainer(4), KernelLogisticTrainer.builder().build());
  }

  /** The one row of a label is another each time: in some draws it calibrates, in others not. */
  @Test
  void aLabelThatOnlyCalibratesIsNamed() {
    int named = 0;
    for (int r = 0; r < 10; r++) {
      int rare = r;
      List<Example<Label>> rows = new ArrayList<>(draws(200, 1).getData());
      rows.set(rare, new ArrayExample<>(new Label("rare"), rows.get(rare), 1f));
      ConformalClassificationTrainer trainer =
          ConformalClassificationTrainer.builder().innerTrainer(tribuos()).calibration(0.5).build();
      try {
        assertEquals(5, trainer.train(dataset(rows)).getOutputIDInfo().size());
      } catch (IllegalArgumentException e) {
        named++;
        assertEquals(
            "Expected a row of label rare to train on, found all 1 in the draw of calibration rows,"
                + " such as row "
                + rare
                + " (from 0); calibrate with a smaller share, draw by another seed, or leave the"
                + " label out",
            e.getMessage());
      }
    }
    assertTrue(named > 0 && named < 10, named + " of 10");
  }

  @ParameterizedTest
  @MethodSource("trainers")
  void trainsModelsAndCalibratesThem(Trainer<Label> inner) throws Exception {
    ConformalClassificationModel model =
        ConformalClassificationTrainer.builder()
            .innerTrainer(inner)
            .calibration(0.5)
            .score(LabelScore.APS)
            .byClass(true)
            .coverage(0.8)
            .build()
            .train(draws(800, 1));
    MutableDataset<Label> fresh = draws(1000, 2);
    LabelSetEvaluation evaluation = LabelSetEvaluation.of(model, fresh);
    // Scores of a tree repeat, so that sets may hold more than they must.
    double error = Math.sqrt(0.16 * (1 / 400.0 + 1 / 1000.0));
    assertTrue(evaluation.coverage() > 0.8 - 4 * error, evaluation.toString());
    ConformalClassificationModel stored =
        (ConformalClassificationModel) Model.deserialize(model.serialize());
    ConformalClassificationModel streamed =
        (ConformalClassificationModel) JavaSerialization.roundTrip(model);
    for (Example<Label> row : fresh.getData().subList(0, 50)) {
      assertEquals(model.pValues(row), stored.pValues(row));
      assertEquals(model.labels(row), stored.labels(row));
      assertEquals(model.labels(row), streamed.labels(row));
      assertEquals(model.labels(row), ((ConformalClassificationModel) model.copy()).labels(row));
      assertEquals(
          model.model().predict(row).getOutputScores(), model.predict(row).getOutputScores());
    }
    assertEquals(model.getProvenance(), stored.getProvenance());
    assertTrue(model.describe().get(0).contains("0.8 of fresh outputs are held, by APS among {a="));
  }

  /** By its provenance alone, whether the model was trained with it or was there already. */
  @Test
  void isTrainedAgain() {
    MutableDataset<Label> rows =
        new MutableDataset<>(new NoisyInterlockingCrescentsDataSource(200, 1, 0.1));
    ConformalClassificationTrainer trainer =
        ConformalClassificationTrainer.builder().innerTrainer(tribuos()).byClass(true).build();
    assertSame(trainer.train(rows), rows);
    MutableDataset<Label> others =
        new MutableDataset<>(new NoisyInterlockingCrescentsDataSource(90, 2, 0.1));
    assertSame(trainer.calibrate(tribuos().train(rows), others), rows);
  }

  private static void assertSame(ConformalClassificationModel model, Dataset<Label> rows) {
    ConformalClassificationModel again = (ConformalClassificationModel) TrainedAgain.of(model);
    rows.forEach(row -> assertEquals(model.pValues(row), again.pValues(row)));
  }

  /**
   * A label of calibration rows alone, or too few rows of a class, by their places in the dataset.
   */
  @Test
  void refusesBeforeItTrains() {
    MutableDataset<Label> rows = draws(100, 1);
    ConformalClassificationTrainer trainer =
        ConformalClassificationTrainer.builder()
            .innerTrainer(new LinearSGDTrainer(new Hinge(), new AdaGrad(0.1), 5, 1L))
            .byClass(true)
            .build();
    assertRefused(() -> trainer.train(rows), "at least 9 calibration rows", "found 8 of a");
    trainer.setInvocationCount(0);
    int held =
        Split.of(100, 0.25, RandomStream.of(12345, "invocation").at(0).key()).validation()[5];
    List<Example<Label>> other = new ArrayList<>(rows.getData());
    other.set(held, new ArrayExample<>(new Label("e"), rows.getExample(held), 1f));
    assertRefused(
        () -> trainer.train(dataset(other)),
        "a row of label e to train on, found all 1 ",
        "such as row " + held + " (from 0);");
    assertRefused(
        () -> ConformalClassificationTrainer.builder().build().calibrate(truth(), dataset(other)),
        "labels of [a, b, c, d]",
        "found e in row " + held + " (from 0)");
  }

  /** Nor is its label one that has to train. */
  @Test
  void aRowWithoutAKnownFeatureDoesNotCalibrate() {
    Split split = Split.of(100, 0.25, RandomStream.of(12345, "invocation").at(0).key());
    List<Example<Label>> rows = new ArrayList<>(draws(100, 1).getData());
    Example<Label> row = new ArrayExample<>(new Label("e"));
    row.add(new Feature("only here", 1));
    rows.set(split.validation()[5], row);
    ConformalClassificationModel model =
        ConformalClassificationTrainer.builder()
            .innerTrainer(tribuos())
            .build()
            .train(dataset(rows));
    assertEquals(24, model.calibrationRows().get(""));
  }

  @Test
  void calibratesAgain() {
    ConformalClassificationTrainer trainer =
        ConformalClassificationTrainer.builder().innerTrainer(tribuos()).build();
    ConformalClassificationModel model = trainer.train(draws(100, 1));
    ConformalClassificationModel again = trainer.calibrate(model, draws(50, 2));
    Assertions.assertSame(model.model(), again.model());
    assertEquals(50, again.calibrationRows().get(""));
  }

  @Test
  void refusesWhatCannotBePromised() {
    MutableDataset<Label> rows = draws(100, 1);
    assertRefused(
        () -> calibrated(LabelScore.LAC, 0.9, true, rows),
        "at least 9 calibration rows",
        "found 4 of d");
    ConformalClassificationModel model = calibrated(LabelScore.LAC, 0.9, false, draws(12, 1));
    assertRefused(
        () -> model.labels(rows.getData(), 0.99), "at least 99 calibration rows", "found 12");
    List<Example<Label>> other = new ArrayList<>(rows.getData());
    other.set(3, new ArrayExample<>(new Label("e"), rows.getExample(3), 1f));
    assertRefused(
        () -> calibrated(LabelScore.LAC, 0.9, false, dataset(other)),
        "labels of [a, b, c, d]",
        "found e in row 3");
    List<Example<Label>> unlabelled =
        IntStream.range(0, 20)
            .<Example<Label>>mapToObj(
                i -> new ArrayExample<>(LabelFactory.UNKNOWN_LABEL, rows.getExample(i), 1f))
            .toList();
    assertRefused(
        () -> calibrated(LabelScore.LAC, 0.9, false, dataset(unlabelled)),
        "unknown output",
        "row 0");
    List<Example<Label>> partly = new ArrayList<>(rows.getData());
    partly.set(7, unlabelled.get(7));
    assertRefused(() -> LabelSetEvaluation.of(model, dataset(partly)), "unknown output", "row 7");
    assertRefused(
        () ->
            ConformalClassificationTrainer.builder()
                .innerTrainer(new LinearSGDTrainer(new Hinge(), new AdaGrad(0.1), 5, 1L))
                .build()
                .train(rows),
        "gives probabilities",
        "LinearSGDModel");
    assertRefused(() -> LabelSetEvaluation.of(model, dataset(List.of())), "at least 1 row");
  }
}
