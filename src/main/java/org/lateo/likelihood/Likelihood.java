package org.lateo.likelihood;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lateo.config.Part;
import org.lateo.config.PartKind;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.nn.DenseLayer;
import org.lateo.nn.DenseLayers;
import org.lateo.nn.Module;

/** A family of distributions p(x|z), read off the decoder's last layer. */
public interface Likelihood extends Part {
  /**
   * The likelihood for given columns: this one, unless it chooses by what the columns hold.
   *
   * @throws IllegalArgumentException if the choice cannot be made, saying why
   */
  default Likelihood chosenFor(List<ColumnSummary> columns) {
    return this;
  }

  /** The columns' groups, each with its likelihood: one, unless this is a mixture. */
  default List<ColumnGroup> groups(int columns) {
    List<Integer> all = IntStream.range(0, columns).boxed().toList();
    return List.of(new ColumnGroup(this, all, "one likelihood for all columns", ""));
  }

  /** Whether every real number is in the support, so that noise may be added to values. */
  default boolean takesAnyNumber() {
    return false;
  }

  /**
   * The raw rows that are possible: all, unless the family says otherwise. If some are impossible,
   * {@link #learnScaling} refuses columns with other values.
   *
   * @param scaling what was learned, one entry for each column
   */
  default Support support(Scaling scaling) {
    return Support.of(ColumnSupport.ANY, scaling.columns());
  }

  /**
   * Learns the scaling from the columns' mean and variance.
   *
   * @throws IllegalArgumentException if a column has values outside the support, naming the column,
   *     the value and its row
   */
  Scaling learnScaling(List<ColumnSummary> columns);

  /**
   * The shift and scale, in raw units, on which errors of the columns' expected values are
   * measured.
   *
   * @param scaling what was learned, one entry for each column
   */
  default Scaling unitsOfMeans(Scaling scaling) {
    return scaling;
  }

  /**
   * The unit of each column's {@link Observation#error}, {@code [columns]}: its standard deviation
   * over the training rows where the scaling tells it, which is so of what {@link
   * Scaling#standardising} gives. Otherwise what the column is scaled by; raw values, a unit of 1,
   * if it is not scaled.
   *
   * @param scaling what was learned, one entry for each column
   */
  default double[] errorUnits(Scaling scaling) {
    return scaling.scale();
  }

  /**
   * Refuses columns that may be missing if what is left of the density without them makes no sense.
   * By default each column has a density of its own, so any may be missing.
   *
   * @param missing for each of the likelihood's columns
   * @throws IllegalArgumentException saying why
   */
  default void requireSeparable(MissingColumns missing) {}

  /** As {@link #connect(String, int, Scaling, DenseLayers)}, for a model's only likelihood. */
  default Conditional connect(int width, Scaling scaling, DenseLayers weights) {
    return connect("likelihood", width, scaling, weights);
  }

  /**
   * Makes the parameters that turn the decoder's output into a distribution.
   *
   * @param name a prefix for the parameters' names, unique within a model
   * @param width columns of the decoder's output
   * @param scaling one entry for each column of x
   */
  Conditional connect(String name, int width, Scaling scaling, DenseLayers weights);

  /**
   * As {@link #connect(String, int, Scaling, DenseLayers)}, where the layer that gives the columns'
   * means is made already.
   *
   * @param means {@code [rows, width]} to {@code [rows, columns]}
   * @throws IllegalArgumentException if the family has no such layer, as unless it says otherwise
   */
  default Conditional connect(
      String name, int width, DenseLayer means, Scaling scaling, DenseLayers weights) {
    throw new IllegalArgumentException(
        "Expected the likelihood gaussian or bernoulli, whose means are one layer that can be given,"
            + " found "
            + PartKind.name(this));
  }

  /** The family with its parameters. */
  interface Conditional extends Module {
    /**
     * First values that follow from the training columns: biases for which, if all weights were
     * zero, the mean of p(x|z) would be the columns' mean, or near it where that is at the edge of
     * the support. A parameter that is not among them starts as its initialiser says.
     *
     * @param columns in the order of x
     */
    default Map<Parameter, float[]> firstValues(List<ColumnSummary> columns) {
      return Map.of();
    }

    /** First values of one parameter: a value of each column, or their average for a single one. */
    static Map<Parameter, float[]> firstValues(
        Parameter parameter, List<ColumnSummary> columns, ToDoubleFunction<ColumnSummary> value) {
      float[] values = new float[parameter.size()];
      for (int c = 0; c < columns.size(); c++) {
        float first = (float) value.applyAsDouble(columns.get(c));
        if (values.length == columns.size()) {
          values[c] = first;
        } else {
          values[0] += first / columns.size();
        }
      }
      return Map.of(parameter, values);
    }

    /**
     * The values that the density is of, from raw ones: {@code [rows, columns]} both. Sparse values
     * stay sparse where they are not scaled; raw values themselves unless the family scales them.
     */
    default Node scale(Node raw) {
      return raw;
    }

    /**
     * What the encoder reads, {@code [rows, columns]}; the scaled values themselves unless the
     * family says otherwise.
     *
     * @param scaled what {@link #scale} returned
     */
    default Node encoderInput(Node scaled) {
      return scaled;
    }

    /** p(x|z) for the rows of {@code hidden}, {@code [rows, width]}. */
    Observation given(Node hidden);
  }

  /**
   * Columns that share a likelihood.
   *
   * @param likelihood the columns' likelihood
   * @param columns the numbers of the columns, ascending
   * @param reason why this likelihood was chosen, in a few words
   * @param suggestion a likelihood that may suit them better and why; empty if there is none
   */
  record ColumnGroup(
      Likelihood likelihood, List<Integer> columns, String reason, String suggestion) {
    private static final String SEPARATOR = "\t";

    /** One number: a pattern for the whole list would need a stack as deep as the list is long. */
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    /** Copies the list. */
    public ColumnGroup {
      columns = List.copyOf(columns);
    }

    /** The group's entries of a list for all columns. */
    <T> List<T> of(List<T> all) {
      return columns.stream().map(all::get).toList();
    }

    int[] indices() {
      return columns.stream().mapToInt(c -> c).toArray();
    }

    /** The group as one line; an empty suggestion is left out. */
    String format() {
      String numbers = columns.stream().map(String::valueOf).collect(Collectors.joining(","));
      String family = PartKind.format(likelihood);
      return String.join(SEPARATOR, family, numbers, oneLine(reason), oneLine(suggestion)).strip();
    }

    private static String oneLine(String text) {
      return text.replaceAll("\\s", " ");
    }

    /**
     * Reads what {@link #format} writes.
     *
     * @param likelihoods reads a likelihood
     * @throws IllegalArgumentException if it is something else
     */
    static ColumnGroup parse(String line, Function<String, Likelihood> likelihoods) {
      String[] parts = line.split(SEPARATOR, -1);
      if (parts.length < 3
          || parts.length > 4
          || !Stream.of(parts[1].split(",", -1)).allMatch(NUMBER.asMatchPredicate())) {
        throw new IllegalArgumentException(
            "Expected a likelihood, numbers of columns, a reason and a suggestion, found " + line);
      }
      List<Integer> columns = Stream.of(parts[1].split(",")).map(Integer::valueOf).toList();
      String suggestion = parts.length < 4 ? "" : parts[3];
      return new ColumnGroup(likelihoods.apply(parts[0]), columns, parts[2], suggestion);
    }
  }
}
