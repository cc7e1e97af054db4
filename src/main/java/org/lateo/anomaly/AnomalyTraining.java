package org.lateo.anomaly;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.lateo.ScoreKind;
import org.lateo.ScoreSplit;
import org.lateo.VAEModel;
import org.lateo.VAETrainer;
import org.lateo.train.TrainingListener;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.anomaly.Event;
import org.tribuo.anomaly.Event.EventType;
import org.tribuo.dataset.DatasetView;

/**
 * One run: trains members on the rows that are not known to be anomalous, and calibrates them.
 *
 * @param autoencoder trains each member, as an invocation of its own
 */
record AnomalyTraining(
    Dataset<Event> examples,
    VAETrainer autoencoder,
    ScoreKind kind,
    int samples,
    TrainingListener listener) {
  /** Of so many rows of each member the baseline is taken. */
  private static final int BASELINE_ROWS = 500;

  /** Numbers of the rows that are anomalous, or of those that are not known to be. */
  static int[] rows(Dataset<Event> examples, boolean anomalous) {
    return IntStream.range(0, examples.size())
        .filter(i -> anomalous == (type(examples, i) == EventType.ANOMALOUS))
        .toArray();
  }

  private static EventType type(Dataset<Event> examples, int row) {
    return examples.getExample(row).getOutput().getType();
  }

  /**
   * Trains a member for each part of a plan.
   *
   * @param invocation of the autoencoder for the first of them
   */
  Ensemble train(CalibrationPlan plan, int invocation) {
    List<VAEModel> members = new ArrayList<>();
    for (int[] rows : plan.training()) {
      Dataset<Event> view = new DatasetView<>(examples, rows, "training rows of a member");
      members.add(autoencoder.fit(view, listener, Map.of(), invocation + members.size()));
    }
    int rows = plan.training().stream().mapToInt(r -> r.length).max().orElseThrow();
    return new Ensemble(members, kind, samples, rows);
  }

  /**
   * The rows without the share that scores lowest by the members that have not seen them.
   *
   * @param plan of folds
   */
  int[] withoutWorst(int[] rows, double share, CalibrationPlan plan, int invocation) {
    double[] scores = new double[examples.size()];
    Ensemble ensemble = train(plan, invocation);
    for (int k = 0; k < plan.heldOut().size(); k++) {
      int[] held = plan.heldOut().get(k);
      List<ScoreSplit> splits = split(ensemble.members().get(k), held);
      for (int i = 0; i < held.length; i++) {
        scores[held[i]] = total(splits.get(i));
      }
    }
    int[] order =
        Arrays.stream(rows)
            .boxed()
            .sorted((a, b) -> Double.compare(scores[a], scores[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    int worst = (int) Math.floor(share * rows.length);
    return Arrays.stream(order, worst, order.length).sorted().toArray();
  }

  /**
   * Calibrates.
   *
   * @param trimmed rows that are not known to be anomalous but were left out of training
   */
  Calibration calibrate(
      Ensemble ensemble, CalibrationPlan plan, int[] trimmed, ThresholdRule rule) {
    List<List<ScoreSplit>> splits = new ArrayList<>();
    for (int k = 0; k < ensemble.members().size(); k++) {
      splits.add(split(ensemble.members().get(k), plan.heldOut().get(k)));
    }
    double[] held = plan.crossed() ? ofFolds(splits) : means(splits);
    double[] usual =
        DoubleStream.concat(Arrays.stream(held), Arrays.stream(scores(ensemble, trimmed)))
            .toArray();
    List<List<ScoreSplit>> some =
        splits.stream().map(of -> of.subList(0, Math.min(BASELINE_ROWS, of.size()))).toList();
    return Calibration.of(
        new CalibrationScores(usual, scores(ensemble, rows(examples, true))),
        rule,
        Baseline.of(ensemble.groups(), some));
  }

  private List<ScoreSplit> split(VAEModel member, int[] rows) {
    return member.split(kind, samples, examples(rows));
  }

  private List<Example<Event>> examples(int[] rows) {
    return Arrays.stream(rows).mapToObj(examples::getExample).toList();
  }

  private double[] scores(Ensemble ensemble, int[] rows) {
    return ensemble.score(examples(rows)).stream().mapToDouble(RowScore::total).toArray();
  }

  /** Each row by the member that has not seen it. */
  private static double[] ofFolds(List<List<ScoreSplit>> splits) {
    return splits.stream().flatMap(List::stream).mapToDouble(AnomalyTraining::total).toArray();
  }

  /** The same rows by all members. */
  private static double[] means(List<List<ScoreSplit>> splits) {
    double[] means = new double[splits.get(0).size()];
    for (List<ScoreSplit> ofMember : splits) {
      for (int i = 0; i < means.length; i++) {
        means[i] += total(ofMember.get(i)) / splits.size();
      }
    }
    return means;
  }

  private static double total(ScoreSplit split) {
    double total = split.total();
    return Double.isNaN(total) ? Double.NEGATIVE_INFINITY : total;
  }
}
