package org.lateo.app.demo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.lateo.anomaly.AnomalyExplanation;
import org.lateo.anomaly.AnomalyExplanation.Contribution;
import org.lateo.anomaly.AnomalyScoreEvaluation;
import org.lateo.anomaly.AnomalyScoreEvaluator;
import org.lateo.anomaly.VAEAnomalyModel;
import org.lateo.anomaly.VAEAnomalyTrainer;
import org.lateo.train.TrainingListener;
import org.tribuo.Dataset;
import org.tribuo.anomaly.Event;
import org.tribuo.anomaly.Event.EventType;
import org.tribuo.anomaly.evaluation.AnomalyEvaluation;
import org.tribuo.anomaly.evaluation.AnomalyEvaluator;
import org.tribuo.classification.evaluation.LabelEvaluationUtil;

/**
 * Trains a detector on a pump's usual telemetry, scores new rows, some of them faulty, and finds
 * which sensors make a row unusual.
 */
record TelemetryTour(
    Dataset<Event> train, Dataset<Event> test, Faults faults, long seed, int threads) {
  /** How many of a row's features are looked at to find a faulty sensor among them. */
  static final int NAMED = 3;

  /**
   * What was measured.
   *
   * @param scores the score of each test row, higher is more usual
   * @param distances the distance of each test row from its nearest training rows
   * @param isolation how unusual each test row is by an isolation forest
   * @param faulty whether each test row is faulty
   * @param auroc the chance that a faulty row scores below a usual one
   * @param falseAlarms the share of sound rows below the threshold
   * @param found the share of faulty rows below it
   * @param faults what is wrong with each row
   * @param explanations the explanation of each faulty row, null for sound rows
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Result(
      double[] scores,
      double[] distances,
      double[] isolation,
      boolean[] faulty,
      double auroc,
      double falseAlarms,
      double found,
      Faults faults,
      List<AnomalyExplanation> explanations) {

    LabelEvaluationUtil.ROC curve() {
      double[] unusual = Arrays.stream(scores).map(score -> -score).toArray();
      return LabelEvaluationUtil.generateROCCurve(faulty, unusual);
    }

    /** By the distance from the nearest rows in place of the detector. */
    LabelEvaluationUtil.ROC curveByDistance() {
      return LabelEvaluationUtil.generateROCCurve(faulty, distances);
    }

    /** By an isolation forest. */
    LabelEvaluationUtil.ROC curveByForest() {
      return LabelEvaluationUtil.generateROCCurve(faulty, isolation);
    }

    /** The chance that a faulty row is more unusual than a usual one by an isolation forest. */
    double aurocByForest() {
      return LabelEvaluationUtil.binaryAUCROC(faulty, isolation);
    }

    /** The chance that a faulty row lies further from the nearest rows than a usual one. */
    double aurocByDistance() {
      return LabelEvaluationUtil.binaryAUCROC(faulty, distances);
    }

    /**
     * The share of faults with a faulty sensor among the features that lower the row's score most.
     *
     * @param kind of fault; all if empty
     * @param most how many features are looked at
     */
    double named(String kind, int most) {
      int of = 0;
      int named = 0;
      for (int i = 0; i < faulty.length; i++) {
        if (!faults.isSound(i) && (kind.isEmpty() || faults.kinds().get(i).equals(kind))) {
          of++;
          named += isNamed(i, most) ? 1 : 0;
        }
      }
      return named / (double) of;
    }

    /** The features that most lower the score of the first row with a kind of fault. */
    String example(String kind) {
      return explanations.get(faults.kinds().indexOf(kind)).features().stream()
          .limit(NAMED)
          .map(c -> String.format(Locale.ROOT, "%s\u00a0%+.1f", c.name(), c.deviation()))
          .collect(Collectors.joining(", "));
    }

    private boolean isNamed(int row, int most) {
      return explanations.get(row).features().stream()
          .limit(most)
          .map(Contribution::name)
          .anyMatch(faults.sensors().get(row)::contains);
    }
  }

  Result run(TrainingListener progress) {
    VAEAnomalyModel model =
        VAEAnomalyTrainer.builder().seed(seed).threads(threads).build().train(train, progress);
    return result(model);
  }

  private Result result(VAEAnomalyModel model) {
    AnomalyScoreEvaluation scores = new AnomalyScoreEvaluator().evaluate(model, test);
    AnomalyEvaluation alarms =
        new AnomalyEvaluator().evaluate(model, scores.getPredictions(), test.getProvenance());
    boolean[] faulty = new boolean[test.size()];
    List<AnomalyExplanation> explanations = new ArrayList<>();
    for (int i = 0; i < faulty.length; i++) {
      faulty[i] = test.getExample(i).getOutput().getType() == EventType.ANOMALOUS;
      explanations.add(faulty[i] ? model.explain(test.getExample(i)) : null);
    }
    StandardRows standard = StandardRows.of(train);
    double[][] usual = standard.all(train.getData());
    double[][] rows = standard.all(test.getData());
    NearestRows nearest = new NearestRows(usual);
    IsolationForest forest = IsolationForest.of(usual, seed);
    double sound = alarms.getFalsePositives() + alarms.getTrueNegatives();
    return new Result(
        model.score(test.getData()),
        Arrays.stream(rows).parallel().mapToDouble(nearest::distance).toArray(),
        Arrays.stream(rows).mapToDouble(forest::unusualness).toArray(),
        faulty,
        scores.getAUROC(),
        alarms.getFalsePositives() / sound,
        alarms.getRecall(),
        faults,
        explanations);
  }
}
