package org.lateo.anomaly;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.lateo.anomaly.AnomalyExplanation.Contribution;
import org.tribuo.Example;
import org.tribuo.Feature;

/** Says what scores are made of, beside what usual rows have. */
record Explainer(Ensemble ensemble, Calibration calibration) {
  private static final double[] NONE = {};

  /** The explanation of an example's score; of nothing known, only what is unseen. */
  List<AnomalyExplanation> explain(List<? extends Example<?>> examples, List<RowScore> rows) {
    return IntStream.range(0, rows.size())
        .mapToObj(i -> explain(examples.get(i), rows.get(i)))
        .toList();
  }

  private AnomalyExplanation explain(Example<?> example, RowScore row) {
    boolean known = row.known() > 0;
    double[] latentEntries = known ? row.latents() : NONE;
    Baseline usual = calibration.baseline();
    List<Contribution> features =
        contributions(ensemble.groups().names(), known ? row.features() : NONE, usual.features());
    List<Feature> unknown = unknown(example);
    ensemble
        .penalties()
        .of(unknown)
        .forEach((name, nats) -> features.add(new Contribution(name, nats, 0)));
    features.sort(Comparator.comparingDouble(Contribution::deviation));
    List<Contribution> latents =
        contributions(ensemble.latentNames(latentEntries.length), latentEntries, usual.latents());
    double ofUsual = known ? usual(features) + usual(latents) : Double.NEGATIVE_INFINITY;
    double threshold = calibration.threshold();
    return new AnomalyExplanation(
        row.total(), threshold, features, latents, ofUsual - threshold, ignored(unknown));
  }

  private List<Feature> unknown(Example<?> example) {
    List<Feature> unknown = new ArrayList<>();
    for (Feature feature : example) {
      if (ensemble.features().getID(feature.getName()) < 0) {
        unknown.add(feature);
      }
    }
    return unknown;
  }

  private List<String> ignored(List<Feature> unknown) {
    return unknown.stream()
        .map(Feature::getName)
        .filter(name -> ensemble.penalties().of(name) == 0)
        .toList();
  }

  private static double usual(List<Contribution> parts) {
    return parts.stream().mapToDouble(Contribution::usual).sum();
  }

  private static List<Contribution> contributions(
      List<String> names, double[] entries, double[] usual) {
    List<Contribution> contributions = new ArrayList<>();
    for (int i = 0; i < entries.length; i++) {
      contributions.add(new Contribution(names.get(i), entries[i], usual[i]));
    }
    return contributions;
  }
}
