package org.lateo.app.score;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.lateo.anomaly.AnomalyExplanation.Contribution;
import org.lateo.output.ExactDensity;
import org.lateo.output.Scores;
import org.tribuo.Example;

/**
 * The columns of a log-density that splits by features: the features that speak most against a row,
 * where it is known what a usual row has, and the part of every feature. Of other models there are
 * no such columns.
 */
final class FeatureColumns {
  private final Optional<ExactDensity> model;
  private final Optional<double[]> usual;

  private FeatureColumns(Optional<ExactDensity> model) {
    this.model = model;
    this.usual = model.flatMap(ExactDensity::usualFeatureNats);
  }

  static FeatureColumns of(Scores model) {
    return new FeatureColumns(
        model instanceof ExactDensity exact && exact.splits()
            ? Optional.of(exact)
            : Optional.empty());
  }

  private List<String> features() {
    return model.map(ExactDensity::featureNames).orElse(List.of());
  }

  List<String> names() {
    List<String> names = new ArrayList<>(usual.isPresent() ? ReasonColumns.names() : List.of());
    features().forEach(feature -> names.add("nats(" + feature + ")"));
    return names;
  }

  /** The cells of some rows, in their order. */
  List<List<String>> cells(List<? extends Example<?>> rows) {
    return model
        .flatMap(exact -> exact.featureNats(rows))
        .map(parts -> Arrays.stream(parts).map(this::cells).toList())
        .orElseGet(() -> Collections.nCopies(rows.size(), List.of()));
  }

  private List<String> cells(double[] nats) {
    List<String> cells = new ArrayList<>();
    usual.ifPresent(
        means -> cells.addAll(ReasonColumns.cells(Contribution.ofParts(features(), nats, means))));
    Arrays.stream(nats).mapToObj(Double::toString).forEach(cells::add);
    return cells;
  }
}
