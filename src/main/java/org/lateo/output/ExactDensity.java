package org.lateo.output;

import java.util.List;
import java.util.Optional;
import org.tribuo.Example;

/**
 * A model whose log p(x) is exact: it needs no samples, and the evidence lower bound of a scored
 * code is log p(x) itself.
 */
public interface ExactDensity extends DensityModel, Scores {
  /**
   * The features' names in the order of the columns of {@link #featureNats}, {@code [features]}.
   */
  List<String> featureNames();

  /** Whether log p(x) is a sum over features by the chain rule. */
  boolean splits();

  /**
   * log p(x) of examples split by features, {@code [examples, features]}: each part is the
   * log-density of the feature given those before it in the model's order. Empty unless it {@link
   * #splits()}.
   */
  Optional<double[][]> featureNats(List<? extends Example<?>> examples);

  /**
   * What each feature adds in a usual row: the mean of {@link #featureNats} over rows that are
   * drawn from the density, with draws that depend on the model alone, {@code [features]}. Empty
   * unless it {@link #splits()} and rows can be drawn.
   */
  Optional<double[]> usualFeatureNats();
}
