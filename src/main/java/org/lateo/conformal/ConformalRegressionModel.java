package org.lateo.conformal;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.OutputInfo;
import org.tribuo.Prediction;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.regression.Regressor;

/**
 * A regression with intervals that hold a promised share of fresh targets.
 *
 * <p>Of several dimensions each has intervals of its own, with the promised share of fresh targets
 * of that dimension. The share of rows of which all targets lie in their intervals is smaller; for
 * a share c of these, ask for 1 - (1 - c) / dimensions of each.
 */
public final class ConformalRegressionModel extends ConformalModel<Regressor> {
  private static final long serialVersionUID = 1L;

  private final transient ResidualScore score;

  private ConformalRegressionModel(Parts<Regressor> parts) {
    super(parts);
    this.score = named(ResidualScore.class, parts.score());
    scores().values().forEach(score::requireScores);
    Set<String> names = names(parts.model().getOutputIDInfo());
    if (!scores().keySet().equals(names)) {
      throw new IllegalArgumentException(
          "ConformalRegressionModel: expected scores of "
              + names
              + ", found those of "
              + scores().keySet());
    }
  }

  /** The names of dimensions. */
  private static Set<String> names(OutputInfo<Regressor> info) {
    Set<String> names = new TreeSet<>();
    info.getDomain().forEach(each -> names.addAll(Arrays.asList(each.getNames())));
    return names;
  }

  /**
   * Refuses rows of other dimensions, and targets that are not finite.
   *
   * @param known outputs of the model
   * @param rows numbers of rows, from 0
   * @throws IllegalArgumentException if there is such a row, naming it
   */
  static void requireTargets(
      OutputInfo<Regressor> known, Dataset<Regressor> examples, int... rows) {
    Set<String> names = names(known);
    for (int r : rows) {
      Regressor output = examples.getExample(r).getOutput();
      if (!names.equals(Set.of(output.getNames()))) {
        throw new IllegalArgumentException(
            String.format(
                "Expected targets of %s in row %d (from 0), found those of %s",
                names, r, Arrays.toString(output.getNames())));
      }
      if (!Arrays.stream(output.getValues()).allMatch(Double::isFinite)) {
        throw new IllegalArgumentException(
            String.format("Expected finite targets in row %d (from 0), found %s", r, output));
      }
    }
  }

  /**
   * Calibrates a model.
   *
   * @param rows that have not trained it, with targets of all its dimensions
   */
  static ConformalRegressionModel of(
      Model<Regressor> model,
      List<Example<Regressor>> rows,
      double coverage,
      ResidualScore score,
      ModelProvenance provenance) {
    List<Prediction<Regressor>> predictions = model.predict(rows);
    SortedMap<String, ConformalScores> scores = new TreeMap<>();
    for (String name : names(model.getOutputIDInfo())) {
      double[] ofRows = new double[rows.size()];
      for (int r = 0; r < ofRows.length; r++) {
        ofRows[r] =
            score.of(
                dimension(predictions.get(r).getOutput(), name),
                dimension(rows.get(r).getOutput(), name).getValue());
      }
      scores.put(name, new ConformalScores(name, ofRows));
    }
    return new ConformalRegressionModel(
        new Parts<>(
            "conformal-" + model.getName(), provenance, model, coverage, score.name(), scores));
  }

  private static Regressor.DimensionTuple dimension(Regressor output, String name) {
    return output.getDimension(name).orElseThrow();
  }

  /**
   * Deserialization factory; {@code message} is a packed {@link org.lateo.protos.ChecksummedProto}.
   *
   * @throws InvalidProtocolBufferException if the message is of another type
   * @throws IllegalArgumentException if it is damaged, too new, or its parts do not fit together
   */
  public static ConformalRegressionModel deserializeFromProto(
      int version, String className, Any message) throws InvalidProtocolBufferException {
    return new ConformalRegressionModel(
        read(ConformalRegressionModel.class, Regressor.class, version, message));
  }

  @Override
  public ResidualScore score() {
    return score;
  }

  /**
   * The interval of a row.
   *
   * @throws IllegalArgumentException if the model has several dimensions
   */
  public Interval interval(Example<Regressor> example) {
    SortedMap<String, Interval> all = intervals(example);
    if (all.size() != 1) {
      throw new IllegalArgumentException(
          "Expected a model of one dimension, found " + all.keySet() + ", which intervals() has");
    }
    return all.get(all.firstKey());
  }

  /** The interval of each dimension. */
  public SortedMap<String, Interval> intervals(Example<Regressor> example) {
    return intervals(List.of(example), coverage()).get(0);
  }

  /**
   * The same of many rows, with another coverage.
   *
   * @param share in (0, 1), of fresh targets of each dimension
   * @throws IllegalArgumentException if there are too few calibration rows for that
   */
  public List<SortedMap<String, Interval>> intervals(
      List<Example<Regressor>> examples, double share) {
    SortedMap<String, Double> thresholds = new TreeMap<>();
    scores().forEach((name, some) -> thresholds.put(name, some.threshold(share)));
    List<SortedMap<String, Interval>> all = new ArrayList<>();
    model()
        .predict(examples)
        .forEach(
            prediction -> {
              SortedMap<String, Interval> row = new TreeMap<>();
              for (Regressor.DimensionTuple each : prediction.getOutput()) {
                row.put(each.getName(), score.interval(each, thresholds.get(each.getName())));
              }
              all.add(row);
            });
    return all;
  }

  @Override
  protected ConformalRegressionModel copy(String newName, ModelProvenance newProvenance) {
    return new ConformalRegressionModel(parts().with(newName, newProvenance));
  }
}
