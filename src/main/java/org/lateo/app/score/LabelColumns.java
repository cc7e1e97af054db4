package org.lateo.app.score;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lateo.bayes.BayesianClassifierModel;
import org.lateo.bayes.UncertainLabel;
import org.lateo.conformal.ConformalClassificationModel;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;

/**
 * The columns of what a classifier predicts: the class, and the probability of each; of a network
 * with Bayesian weights also the entropy of these, and what of it is due to the weights, in nats;
 * of a model with sets of a promised coverage whether each class is in the row's set, 1 or 0.
 */
record LabelColumns(Model<Label> model) implements PredictionColumns<Label> {
  @Override
  public List<String> names(Example<Label> first) {
    if (model instanceof ConformalClassificationModel conformal) {
      List<String> names = new ArrayList<>(new LabelColumns(conformal.model()).names(first));
      classes(conformal).forEach(name -> names.add("in(" + name + ")"));
      return names;
    }
    List<String> names = new ArrayList<>(List.of("label"));
    classes(model.predict(first)).forEach(name -> names.add("p(" + name + ")"));
    if (model instanceof BayesianClassifierModel) {
      names.addAll(List.of("entropy", "mutual_information"));
    }
    return names;
  }

  /** The classes that a model knows, ascending. */
  private static Set<String> classes(Model<Label> of) {
    return of.getOutputIDInfo().getDomain().stream()
        .map(Label::getLabel)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The classes that have a score, ascending. */
  private static Set<String> classes(Prediction<Label> prediction) {
    return new TreeSet<>(prediction.getOutputScores().keySet());
  }

  @Override
  public List<List<String>> cells(List<Example<Label>> rows) {
    if (model instanceof ConformalClassificationModel conformal) {
      return withSets(conformal, rows);
    }
    return model instanceof BayesianClassifierModel network
        ? network.explain(rows).stream().map(LabelColumns::line).toList()
        : model.predict(rows).stream().map(LabelColumns::line).toList();
  }

  private static List<List<String>> withSets(
      ConformalClassificationModel conformal, List<Example<Label>> rows) {
    List<List<String>> cells = new LabelColumns(conformal.model()).cells(rows);
    List<List<Label>> sets = conformal.labels(rows, conformal.coverage());
    return IntStream.range(0, rows.size())
        .mapToObj(r -> Stream.concat(cells.get(r).stream(), held(conformal, sets.get(r))).toList())
        .toList();
  }

  private static Stream<String> held(ConformalClassificationModel conformal, List<Label> set) {
    Set<String> names = set.stream().map(Label::getLabel).collect(Collectors.toSet());
    return classes(conformal).stream().map(name -> names.contains(name) ? "1" : "0");
  }

  private static List<String> line(UncertainLabel row) {
    List<String> cells = new ArrayList<>(List.of(row.label()));
    Map<String, Double> ascending = new TreeMap<>();
    double[] probabilities = row.probabilities();
    for (int k = 0; k < probabilities.length; k++) {
      ascending.put(row.names().get(k), probabilities[k]);
    }
    ascending.values().forEach(p -> cells.add(Double.toString(p)));
    cells.add(Double.toString(row.entropy()));
    cells.add(Double.toString(row.mutualInformation()));
    return cells;
  }

  private static List<String> line(Prediction<Label> prediction) {
    List<String> cells = new ArrayList<>(List.of(prediction.getOutput().getLabel()));
    Map<String, Label> scores = prediction.getOutputScores();
    classes(prediction).forEach(name -> cells.add(Double.toString(scores.get(name).getScore())));
    return cells;
  }
}
