package org.lateo.codes;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.lateo.likelihood.Scaling;
import org.lateo.onnx.ONNXMetadata;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.regression.ImmutableRegressionInfo;
import org.tribuo.regression.Regressor;

/**
 * A prediction as the row of numbers that Tribuo's ONNX graphs compute: one for each output of the
 * domain, by id. Regressors and sets of labels are of modules that need not be there.
 */
public interface PredictionColumns {
  /** The name of the numbers in a graph: one for each output of the domain, by id. */
  String OUTPUT = "output";

  /** By the name of the output's class, so that a class that is not there is not asked for. */
  Map<String, Supplier<PredictionColumns>> KINDS =
      Map.of(
          "org.tribuo.classification.Label", () -> new Labels(),
          "org.tribuo.multilabel.MultiLabel", () -> new LabelSets(),
          "org.tribuo.regression.Regressor", () -> new Regressors());

  /**
   * The numbers of a prediction.
   *
   * @return {@code [outputs]}, in the order of the ids
   */
  float[] of(Prediction<?> prediction, ImmutableOutputInfo<?> domain);

  /**
   * What a file says of the numbers: the names of the columns, and what they are.
   *
   * @param probabilities whether scores are probabilities
   */
  ONNXMetadata describe(
      ONNXMetadata metadata, ImmutableOutputInfo<?> domain, boolean probabilities);

  /** The names of a domain's outputs in the order of their ids. */
  private static <T> List<String> names(
      ImmutableOutputInfo<?> domain, Class<T> type, Function<T, String> name) {
    return IntStream.range(0, domain.size())
        .mapToObj(id -> name.apply(type.cast(domain.getOutput(id))))
        .toList();
  }

  /** Place and size of the numbers, in which an error is measured: 0 and 1 for scores. */
  Scaling units(ImmutableOutputInfo<?> domain);

  /**
   * The columns for the outputs of a domain.
   *
   * @throws IllegalArgumentException if they are of no type that Tribuo's exported models predict
   */
  static PredictionColumns of(ImmutableOutputInfo<?> domain) {
    Class<?> found = domain.getOutput(0).getClass();
    for (Class<?> c = found; c != null; c = c.getSuperclass()) {
      if (KINDS.containsKey(c.getName())) {
        return KINDS.get(c.getName()).get();
      }
    }
    throw new IllegalArgumentException(
        "Expected an inner model of labels, sets of labels or regressors, found one of "
            + found.getName());
  }

  /** The score of each label; 0 for one that the model does not know. */
  record Labels() implements PredictionColumns {
    @Override
    public Scaling units(ImmutableOutputInfo<?> domain) {
      return Scaling.none(domain.size());
    }

    @Override
    public ONNXMetadata describe(
        ONNXMetadata metadata, ImmutableOutputInfo<?> domain, boolean probabilities) {
      List<String> names = names(domain, Label.class, Label::getLabel);
      return metadata.withClasses(OUTPUT, names, probabilities);
    }

    @Override
    public float[] of(Prediction<?> prediction, ImmutableOutputInfo<?> domain) {
      float[] columns = new float[domain.size()];
      for (int id = 0; id < columns.length; id++) {
        String name = ((Label) domain.getOutput(id)).getLabel();
        Object scored = prediction.getOutputScores().get(name);
        columns[id] = scored == null ? 0 : (float) ((Label) scored).getScore();
      }
      return columns;
    }
  }

  /** The score of each label by itself. */
  record LabelSets() implements PredictionColumns {
    @Override
    public Scaling units(ImmutableOutputInfo<?> domain) {
      return Scaling.none(domain.size());
    }

    @Override
    public ONNXMetadata describe(
        ONNXMetadata metadata, ImmutableOutputInfo<?> domain, boolean probabilities) {
      List<String> names = names(domain, MultiLabel.class, MultiLabel::getLabelString);
      return metadata.withLabels(OUTPUT, names, probabilities);
    }

    @Override
    public float[] of(Prediction<?> prediction, ImmutableOutputInfo<?> domain) {
      float[] columns = new float[domain.size()];
      for (int id = 0; id < columns.length; id++) {
        MultiLabel label = (MultiLabel) domain.getOutput(id);
        Object scored = prediction.getOutputScores().get(label.getLabelString());
        columns[id] =
            scored == null
                ? 0
                : (float) ((MultiLabel) scored).getLabelSet().iterator().next().getScore();
      }
      return columns;
    }
  }

  /** The value of each dimension. */
  record Regressors() implements PredictionColumns {
    @Override
    public ONNXMetadata describe(
        ONNXMetadata metadata, ImmutableOutputInfo<?> domain, boolean probabilities) {
      List<String> names = names(domain, Regressor.class, dimension -> dimension.getNames()[0]);
      return metadata.withDimensions(OUTPUT, names);
    }

    /** Mean and standard deviation of each dimension over the training rows. */
    @Override
    public Scaling units(ImmutableOutputInfo<?> domain) {
      ImmutableRegressionInfo numbers = (ImmutableRegressionInfo) domain;
      double[] place = new double[domain.size()];
      double[] size = new double[domain.size()];
      for (int id = 0; id < size.length; id++) {
        place[id] = numbers.getMean(id);
        double deviation = Math.sqrt(numbers.getVariance(id));
        size[id] = deviation > 0 && deviation < Double.POSITIVE_INFINITY ? deviation : 1;
      }
      return new Scaling(place, size);
    }

    @Override
    public float[] of(Prediction<?> prediction, ImmutableOutputInfo<?> domain) {
      Regressor found = (Regressor) prediction.getOutput();
      float[] columns = new float[domain.size()];
      for (int id = 0; id < columns.length; id++) {
        String name = ((Regressor) domain.getOutput(id)).getNames()[0];
        columns[id] = (float) found.getDimension(name).orElseThrow().getValue();
      }
      return columns;
    }
  }
}
