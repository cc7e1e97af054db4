package org.lateo.anomaly;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lateo.data.LazyList;
import org.lateo.data.Table;
import org.lateo.inference.ScoreKind;
import org.lateo.inference.ScoreSplit;
import org.lateo.math.RandomStream;
import org.lateo.train.StopRequest;
import org.lateo.train.TrainedPart;
import org.lateo.train.TrainingListener;
import org.lateo.train.TrainingStoppedException;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.anomaly.Event;
import org.tribuo.dataset.DatasetView;

/**
 * One run: trains members on the rows that are not known to be anomalous, and calibrates them.
 *
 * @param trainer trains the members' models
 * @param anomalies the rows that are known to be anomalous and may lower the scores of rows like
 *     them
 * @param exemplars their share of a score, in [0, 1)
 * @param seed of which rows are exemplars
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record AnomalyTraining(
    Dataset<Event> examples,
    MemberTrainer trainer,
    ScoreKind kind,
    int samples,
    int[] anomalies,
    double exemplars,
    long seed,
    TrainingListener listener) {
  /** Scores by which a detector is calibrated even if it is asked to stop. */
  private static final int LEAST_SCORES = 2000;

  /**
   * Trains a member for each part of a plan. If it is stopped, the ensemble has the members that
   * came to their end; if none did, the first as it stands.
   *
   * @param invocation of the trainer for the first of them
   */
  TrainedPart<Ensemble> train(CalibrationPlan plan, int invocation) {
    List<Member> members = new ArrayList<>();
    int all = plan.training().size();
    CalibrationPlan known = anomalyPlan(all);
    Optional<TrainingStoppedException> stop = Optional.empty();
    for (int k = 0; k < all && stop.isEmpty(); k++) {
      int[] rows = plan.training().get(k);
      Domain domain = Domain.of(examples, rows, trainer.mayMiss());
      String name = "member " + (k + 1) + " of " + all;
      TrainedPart<MemberModel> trained =
          trainer.training().train(view(domain, rows), invocation + k, name, listener);
      stop = trained.stop();
      if (stop.isEmpty() || members.isEmpty()) {
        members.add(member(trained.model(), domain, rows, known.training().get(k), invocation + k));
      } else {
        String kept = k == 1 ? "the member before it is kept" : "the members before it are kept";
        stop = stop.map(by -> by.holding(null, kept));
      }
    }
    return new TrainedPart<>(new Ensemble(members, kind, samples), stop);
  }

  /** Each member leaves out a fold of known anomalies too; a single one leaves out all of them. */
  private CalibrationPlan anomalyPlan(int members) {
    return CalibrationPlan.folds(anomalies, members, seed);
  }

  private Dataset<Event> view(Domain domain, int... rows) {
    return new DatasetView<>(
        examples, rows, domain.features(), examples.getOutputIDInfo(), "training rows of a member");
  }

  private Member member(MemberModel model, Domain domain, int[] rows, int[] known, int invocation) {
    Member alone = new Member(model, Optional.empty(), rows.length, domain.closed());
    return new Member(
        model, exemplars(alone, rows, known, invocation), rows.length, domain.closed());
  }

  /** The exemplars of a member's rows; none where the score has no part of them. */
  private Optional<Exemplars> exemplars(Member alone, int[] rows, int[] known, int invocation) {
    if (exemplars == 0 || kind != ScoreKind.ELBO) {
      return Optional.empty();
    }
    RandomStream random = RandomStream.of(seed, "exemplars").at(invocation);
    Table usual = alone.read(examples(rows));
    return new ExemplarFit(usual, alone.read(examples(known)), exemplars, random)
        .fit(places -> bounds(alone, at(places, rows)), places -> bounds(alone, at(places, known)));
  }

  private List<ScoreSplit> bounds(Member alone, int[] rows) {
    return alone.split(kind, samples, examples(rows));
  }

  private static int[] at(int[] places, int[] rows) {
    return Arrays.stream(places).map(place -> rows[place]).toArray();
  }

  /**
   * The rows without the share that scores lowest by the members that have not seen them.
   *
   * @param ensemble that of a plan of folds
   */
  int[] withoutWorst(int[] rows, double share, CalibrationPlan plan, Ensemble ensemble) {
    double[] scores = new double[examples.size()];
    FoldScores folds = folds(ensemble, plan);
    for (int k = 0; k < plan.heldOut().size(); k++) {
      int[] held = plan.heldOut().get(k);
      double[] totals = folds.totals(k, folds.scores(k, examples(held)));
      for (int i = 0; i < held.length; i++) {
        scores[held[i]] = totals[i];
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
   * Calibrates. If it is asked to stop, {@value #LEAST_SCORES} rows suffice.
   *
   * @param ensemble the members of the plan, or the first of them
   * @param trimmed rows that are not known to be anomalous but were left out of training
   */
  TrainedPart<Calibration> calibrate(
      Ensemble ensemble, CalibrationPlan plan, int[] trimmed, ThresholdRule rule) {
    Scorer scorer = new Scorer(ensemble);
    EnsembleCalibration calibration = new EnsembleCalibration(ensemble);
    List<double[]> usual = new ArrayList<>();
    StopRequest stop = new StopRequest();
    Baseline baseline;
    Optional<FoldScores> byFolds =
        Optional.of(plan)
            .filter(some -> some.crossed() || ensemble.knowsAnomalies())
            .map(some -> folds(ensemble, some));
    if (plan.crossed()) {
      FoldScores folds = byFolds.orElseThrow();
      List<List<RowScore>> scores =
          IntStream.range(0, ensemble.size())
              .mapToObj(k -> folds.scores(k, examples(plan.heldOut().get(k))))
              .toList();
      IntStream.range(0, scores.size()).forEach(k -> usual.add(folds.totals(k, scores.get(k))));
      baseline = calibration.baselineOf(scores);
    } else {
      List<Example<Event>> held = examples(plan.heldOut().get(0));
      usual.add(scorer.totals(held, done -> done >= LEAST_SCORES && stop.getAsBoolean()));
      baseline = calibration.baseline(held);
    }
    usual.add(scorer.totals(examples(calibrating(plan, trimmed))));
    double[] known = anomalous(ensemble, scorer, byFolds, plan.training().size());
    Calibration calibrated =
        Calibration.of(new CalibrationScores(joined(usual.stream()), known), rule, baseline);
    return new TrainedPart<>(calibrated, stopped(stop, usual.get(0).length));
  }

  /** Of rows that were trimmed as large a share as calibrates of the others, drawn by the seed. */
  private int[] calibrating(CalibrationPlan plan, int... trimmed) {
    if (plan.crossed()) {
      return trimmed;
    }
    double held = plan.heldOut().get(0).length;
    double share = held / (held + plan.training().get(0).length);
    int[] order = RandomStream.of(seed, "trimmed").permutation(trimmed.length);
    return Arrays.stream(order)
        .limit(Math.round(share * trimmed.length))
        .map(place -> trimmed[place])
        .sorted()
        .toArray();
  }

  private static Optional<TrainingStoppedException> stopped(StopRequest stop, int rows) {
    return Optional.of(rows)
        .filter(any -> stop.wasNoticed())
        .map(
            scored ->
                new TrainingStoppedException(
                    "the threshold", String.format("it is that of %,d rows", scored), null));
  }

  /**
   * Scores of known anomalies, by members that have not seen them where some have.
   *
   * @param planned how many members the plan has
   */
  private double[] anomalous(
      Ensemble ensemble, Scorer scorer, Optional<FoldScores> byFolds, int planned) {
    int[] all = CalibrationPlan.rows(examples, true);
    if (!ensemble.knowsAnomalies()) {
      return scorer.totals(examples(all));
    }
    FoldScores folds = byFolds.orElseThrow();
    List<int[]> unseen = anomalyPlan(planned).heldOut();
    return joined(
        IntStream.range(0, Math.min(all.length, ensemble.size()))
            .mapToObj(k -> folds.totals(k, folds.scores(k, examples(unseen.get(k))))));
  }

  private static double[] joined(Stream<double[]> parts) {
    return parts.flatMapToDouble(Arrays::stream).toArray();
  }

  private FoldScores folds(Ensemble ensemble, CalibrationPlan plan) {
    int[] held =
        plan.heldOut().stream()
            .limit(ensemble.size())
            .flatMapToInt(Arrays::stream)
            .sorted()
            .distinct()
            .toArray();
    return new FoldScores(ensemble, examples(held));
  }

  private List<Example<Event>> examples(int[] rows) {
    return new LazyList<>(rows.length, i -> examples.getExample(rows[i]));
  }
}
