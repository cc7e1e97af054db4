package org.lateo.conformal;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.OutputInfo;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.provenance.ModelProvenance;

/**
 * A classifier with sets of labels that hold a promised share of fresh labels: of all rows or,
 * where it was calibrated by class, of the rows of each class.
 *
 * <p>A set may be empty, where no label is as usual as those of the calibration rows.
 */
public final class ConformalClassificationModel extends ConformalModel<Label> {
  private static final long serialVersionUID = 1L;

  /** Names the scores of all labels together. */
  private static final String ALL = "";

  private final transient LabelScore score;

  private ConformalClassificationModel(Parts<Label> parts) {
    super(parts);
    this.score = named(LabelScore.class, parts.score());
    scores().values().forEach(score::requireScores);
    Set<String> names = names(parts.model().getOutputIDInfo());
    if (!isTogether(scores().keySet()) && !scores().keySet().equals(names)) {
      throw new IllegalArgumentException(
          "ConformalClassificationModel: expected scores of all labels together or of each of "
              + names
              + ", found those of "
              + scores().keySet());
    }
  }

  /** Whether scores are of all labels together; a label may have an empty name too. */
  private static boolean isTogether(Set<String> of) {
    return of.equals(Set.of(ALL));
  }

  /** The labels that an output domain has. */
  static Set<String> names(OutputInfo<Label> info) {
    Set<String> names = new TreeSet<>();
    info.getDomain().forEach(label -> names.add(label.getLabel()));
    return names;
  }

  /**
   * How many rows have each label that a model knows.
   *
   * @param known outputs of the model
   * @param rows numbers of rows, from 0
   * @throws IllegalArgumentException if a row has another label, naming it
   */
  static SortedMap<String, Integer> counts(
      OutputInfo<Label> known, Dataset<Label> examples, int... rows) {
    SortedMap<String, Integer> counts = new TreeMap<>();
    names(known).forEach(name -> counts.put(name, 0));
    for (int r : rows) {
      String label = examples.getExample(r).getOutput().getLabel();
      if (!counts.containsKey(label)) {
        throw new IllegalArgumentException(
            String.format(
                "Expected labels of %s, found %s in row %d (from 0)", counts.keySet(), label, r));
      }
      counts.merge(label, 1, Integer::sum);
    }
    return counts;
  }

  /**
   * Calibrates a model.
   *
   * @param rows that have not trained it, with labels that it knows
   * @param byClass whether each class has its own promise
   */
  static ConformalClassificationModel of(
      Model<Label> model,
      List<Example<Label>> rows,
      double coverage,
      LabelScore score,
      boolean byClass,
      ModelProvenance provenance) {
    SortedMap<String, List<Double>> found = new TreeMap<>();
    (byClass ? names(model.getOutputIDInfo()) : Set.of(ALL))
        .forEach(name -> found.put(name, new ArrayList<>()));
    List<Prediction<Label>> predictions = model.predict(rows);
    for (int r = 0; r < rows.size(); r++) {
      String label = rows.get(r).getOutput().getLabel();
      requireProbabilities(model, predictions.get(r));
      found.get(byClass ? label : ALL).add(byLabel(score, predictions.get(r)).get(label));
    }
    SortedMap<String, ConformalScores> scores = new TreeMap<>();
    found.forEach(
        (name, some) ->
            scores.put(
                name,
                new ConformalScores(
                    name, some.stream().mapToDouble(Double::doubleValue).toArray())));
    return new ConformalClassificationModel(
        new Parts<>(
            "conformal-" + model.getName(), provenance, model, coverage, score.name(), scores));
  }

  /** Tribuo's trees say of themselves that they have none, and of their predictions the truth. */
  private static void requireProbabilities(Model<Label> model, Prediction<Label> prediction) {
    if (!prediction.hasProbabilities()) {
      throw new IllegalArgumentException(
          "Expected a model that gives probabilities, found " + model.getClass().getName());
    }
  }

  /**
   * Deserialization factory; {@code message} is a packed {@link org.lateo.protos.ChecksummedProto}.
   *
   * @throws InvalidProtocolBufferException if the message is of another type
   * @throws IllegalArgumentException if it is damaged, too new, or its parts do not fit together
   */
  public static ConformalClassificationModel deserializeFromProto(
      int version, String className, Any message) throws InvalidProtocolBufferException {
    return new ConformalClassificationModel(
        read(ConformalClassificationModel.class, Label.class, version, message));
  }

  private static Map<String, Double> byLabel(LabelScore score, Prediction<Label> prediction) {
    List<Label> labels = List.copyOf(prediction.getOutputScores().values());
    double[] scores = score.of(labels.stream().mapToDouble(Label::getScore).toArray());
    Map<String, Double> byLabel = new TreeMap<>();
    for (int l = 0; l < scores.length; l++) {
      byLabel.put(labels.get(l).getLabel(), scores[l]);
    }
    return byLabel;
  }

  @Override
  public LabelScore score() {
    return score;
  }

  /** Whether each class has its own promise. */
  public boolean byClass() {
    return !isTogether(scores().keySet());
  }

  private ConformalScores scoresOf(String label) {
    return scores().get(byClass() ? label : ALL);
  }

  /**
   * The p-value of each label by name: how usual the row would be with it. Of n calibration scores
   * it is a whole number of n + 1 places, and a label is in the set of a coverage c just if that
   * number is above ⌊(n + 1)(1 - c)⌋. Compare numbers of places and not p-values: in doubles, 10 /
   * 100 is above 1 - 0.9, and a label with that p-value is not in the set of 0.9.
   */
  public SortedMap<String, Double> pValues(Example<Label> example) {
    SortedMap<String, Double> values = new TreeMap<>();
    byLabel(score, model().predict(example))
        .forEach((label, own) -> values.put(label, scoresOf(label).pValue(own)));
    return values;
  }

  /** The labels that a row may have, the most probable first, with their probabilities. */
  public List<Label> labels(Example<Label> example) {
    return labels(List.of(example), coverage()).get(0);
  }

  /**
   * The same of many rows, with another coverage.
   *
   * @param share in (0, 1), of fresh labels
   * @throws IllegalArgumentException if there are too few calibration rows for that
   */
  public List<List<Label>> labels(List<Example<Label>> examples, double share) {
    Map<String, Double> thresholds = new TreeMap<>();
    names(getOutputIDInfo()).forEach(name -> thresholds.put(name, scoresOf(name).threshold(share)));
    return model().predict(examples).stream()
        .map(prediction -> atLeast(thresholds, prediction))
        .toList();
  }

  private List<Label> atLeast(Map<String, Double> thresholds, Prediction<Label> prediction) {
    Map<String, Double> own = byLabel(score, prediction);
    return prediction.getOutputScores().values().stream()
        .filter(label -> own.get(label.getLabel()) >= thresholds.get(label.getLabel()))
        .sorted(
            Comparator.comparingDouble(Label::getScore).reversed().thenComparing(Label::getLabel))
        .toList();
  }

  @Override
  protected ConformalClassificationModel copy(String newName, ModelProvenance newProvenance) {
    return new ConformalClassificationModel(parts().with(newName, newProvenance));
  }
}
