package org.lateo.codes;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
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
 * domain, by id. Regressors and sets of labels are in Tribuo modules that may be absent.
 */
public interface PredictionColumns {
  /** The name of the numbers as an output of a graph. */
  String OUTPUT = "output";

  /**
   * The numbers of a prediction.
   *
   * @return {@code [outputs]}, in the order of the ids
   */
  float[] of(Prediction<?> prediction, ImmutableOutputInfo<?> domain);

  /**
   * Adds to a file's metadata what the numbers are, and the names of the columns.
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

  /**
   * The score of each output in a prediction, by the output's name.
   *
   * @return {@code [outputs]}; 0 for an output that the model does not know
   */
  private static <T> float[] scores(
      Prediction<?> prediction, List<String> names, Class<T> type, ToDoubleFunction<T> score) {
    float[] columns = new float[names.size()];
    for (int id = 0; id < columns.length; id++) {
      Object scored = prediction.getOutputScores().get(names.get(id));
      columns[id] = scored == null ? 0 : (float) score.applyAsDouble(type.cast(scored));
    }
    return columns;
  }

  /** Location and scale of the numbers, in which errors are measured: 0 and 1 unless overridden. */
  default Scaling units(ImmutableOutputInfo<?> domain) {
    return Scaling.none(domain.size());
  }

  /**
   * The columns for the outputs of a domain.
   *
   * @throws IllegalArgumentException if they are of no type that Tribuo's exported models predict
   */
  static PredictionColumns of(ImmutableOutputInfo<?> domain) {
    Class<?> found = domain.getOutput(0).getClass();
    for (Class<?> c = found; c != null; c = c.getSuperclass()) {
      Optional<PredictionColumns> known = ofClass(c.getName());
      if (known.isPresent()) {
        return known.get();
      }
    }
    throw new IllegalArgumentException(
        "Expected an inner model of labels, sets of labels or regressors, found one of "
            + found.getName());
  }

  /** By the name of the output's class, so that no absent class is loaded. */
  private static Optional<PredictionColumns> ofClass(String name) {
    return switch (name) {
      case "org.tribuo.classification.Label" -> Optional.of(new Labels());
      case "org.tribuo.multilabel.MultiLabel" -> Optional.of(new LabelSets());
      case "org.tribuo.regression.Regressor" -> Optional.of(new Regressors());
      default -> Optional.empty();
    };
  }

  /** The score of each label. */
  record Labels() implements PredictionColumns {
    private static List<String> names(ImmutableOutputInfo<?> domain) {
      return PredictionColumns.names(domain, Label.class, Label::getLabel);
    }

    @Override
    public ONNXMetadata describe(
        ONNXMetadata metadata, ImmutableOutputInfo<?> domain, boolean probabilities) {
      return metadata.withClasses(OUTPUT, names(domain), probabilities);
    }

    @Override
    public float[] of(Prediction<?> prediction, ImmutableOutputInfo<?> domain) {
      return scores(prediction, names(domain), Label.class, Label::getScore);
    }
  }

  /** The score of each label in a set of labels. */
  record LabelSets() implements PredictionColumns {
    private static List<String> names(ImmutableOutputInfo<?> domain) {
      return PredictionColumns.names(domain, MultiLabel.class, MultiLabel::getLabelString);
    }

    @Override
    public ONNXMetadata describe(
        ONNXMetadata metadata, ImmutableOutputInfo<?> domain, boolean probabilities) {
      return metadata.withLabels(OUTPUT, names(domain), probabilities);
    }

    @Override
    public float[] of(Prediction<?> prediction, ImmutableOutputInfo<?> domain) {
      return scores(
          prediction,
          names(domain),
          MultiLabel.class,
          set -> set.getLabelSet().iterator().next().getScore());
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
