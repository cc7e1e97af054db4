package org.lateo.anomaly;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.lateo.VAEModel;
import org.lateo.VAETrainer;
import org.lateo.inference.ScoreKind;
import org.lateo.math.RandomStream;
import org.lateo.rows.HashedDomain;
import org.lateo.train.TrainingListener;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.anomaly.Event;
import org.tribuo.dataset.DatasetView;

/**
 * One run: trains members on the rows that are not known to be anomalous, and calibrates them.
 *
 * @param autoencoder of the names of a member's features, trains it, as an invocation of its own
 * @param mayMiss whether a feature of that name may be missing
 * @param exemplars their share of a score, in [0, 1)
 * @param seed of which rows are exemplars
 */
record AnomalyTraining(
    Dataset<Event> examples,
    Function<List<String>, VAETrainer> autoencoder,
    Predicate<String> mayMiss,
    ScoreKind kind,
    int samples,
    double exemplars,
    long seed,
    TrainingListener listener) {
  /**
   * Trains a member for each part of a plan.
   *
   * @param invocation of the autoencoder for the first of them
   */
  Ensemble train(CalibrationPlan plan, int invocation) {
    List<Member> members = new ArrayList<>();
    for (int[] rows : plan.training()) {
      members.add(member(rows, invocation + members.size()));
    }
    return new Ensemble(members, kind, samples);
  }

  private Member member(int[] rows, int invocation) {
    Domain domain = Domain.of(examples, rows, mayMiss);
    Dataset<Event> view =
        new DatasetView<>(
            examples,
            rows,
            domain.features(),
            examples.getOutputIDInfo(),
            "training rows of a member");
    VAETrainer trainer = autoencoder.apply(HashedDomain.names(view, domain.features()));
    VAEModel model = trainer.fit(view, listener, Map.of(), invocation);
    Member alone = new Member(model, Optional.empty(), rows.length, domain.closed());
    return new Member(model, exemplars(alone, rows, invocation), rows.length, domain.closed());
  }

  /** The exemplars of a member's rows; none where the score has no part of them. */
  private Optional<Exemplars> exemplars(Member alone, int[] rows, int invocation) {
    if (exemplars == 0 || kind != ScoreKind.ELBO) {
      return Optional.empty();
    }
    RandomStream random = RandomStream.of(seed, "exemplars").at(invocation);
    return new ExemplarFit(alone.read(examples(rows)), exemplars, random)
        .fit(places -> alone.split(kind, samples, examples(places, rows)));
  }

  private List<Example<Event>> examples(int[] places, int[] rows) {
    return examples(Arrays.stream(places).map(place -> rows[place]).toArray());
  }

  /**
   * The rows without the share that scores lowest by the members that have not seen them.
   *
   * @param plan of folds
   */
  int[] withoutWorst(int[] rows, double share, CalibrationPlan plan, int invocation) {
    double[] scores = new double[examples.size()];
    Ensemble ensemble = train(plan, invocation);
    FoldScores folds = folds(ensemble, plan);
    for (int k = 0; k < plan.heldOut().size(); k++) {
      int[] held = plan.heldOut().get(k);
      double[] totals = folds.totals(k);
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
   * Calibrates.
   *
   * @param trimmed rows that are not known to be anomalous but were left out of training
   */
  Calibration calibrate(
      Ensemble ensemble, CalibrationPlan plan, int[] trimmed, ThresholdRule rule) {
    Scorer scorer = new Scorer(ensemble);
    List<double[]> usual = new ArrayList<>();
    EnsembleCalibration calibration = new EnsembleCalibration(ensemble);
    Baseline baseline;
    if (plan.crossed()) {
      FoldScores folds = folds(ensemble, plan);
      IntStream.range(0, ensemble.size()).forEach(k -> usual.add(folds.totals(k)));
      baseline = calibration.baselineOf(folds.scores());
    } else {
      List<Example<Event>> held = examples(plan.heldOut().get(0));
      usual.add(scorer.totals(held));
      baseline = calibration.baseline(held);
    }
    usual.add(scorer.totals(examples(trimmed)));
    return Calibration.of(
        new CalibrationScores(
            usual.stream().flatMapToDouble(Arrays::stream).toArray(),
            scorer.totals(examples(CalibrationPlan.rows(examples, true)))),
        rule,
        baseline);
  }

  private FoldScores folds(Ensemble ensemble, CalibrationPlan plan) {
    return new FoldScores(ensemble.apart(), examples, plan.heldOut());
  }

  private List<Example<Event>> examples(int[] rows) {
    return Arrays.stream(rows).mapToObj(examples::getExample).toList();
  }
}
