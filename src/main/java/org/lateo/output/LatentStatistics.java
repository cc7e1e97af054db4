package org.lateo.output;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.lateo.protos.LatentCodeInfoProto;
import org.lateo.storage.Protos;

/**
 * Count, range, mean and variance of posterior means, in one pass.
 *
 * <p>Starts either with dimension names or without, then takes those of the first code. Values are
 * NaN until a code has been seen.
 *
 * <p>See: Welford. "Note on a Method for Calculating Corrected Sums of Squares and Products".
 * Technometrics, 1962.
 */
public final class LatentStatistics {
  /** Variance of the posterior mean above which a dimension counts as active. */
  public static final double ACTIVE_VARIANCE = 0.01;

  private String[] names;
  private long count;
  private double[] min;
  private double[] max;
  private double[] mean;
  private double[] sumSquares;
  private int unknownCount;

  /** No code seen, dimensions unknown. */
  LatentStatistics() {
    reset(new String[0]);
  }

  /** No code seen, dimensions {@code [latent]} known. */
  LatentStatistics(String[] names) {
    reset(DimensionNames.checked(names));
  }

  LatentStatistics(LatentStatistics other) {
    names = other.names;
    count = other.count;
    min = other.min.clone();
    max = other.max.clone();
    mean = other.mean.clone();
    sumSquares = other.sumSquares.clone();
    unknownCount = other.unknownCount;
  }

  private void reset(String[] dimensions) {
    names = dimensions;
    min = nans(dimensions.length);
    max = nans(dimensions.length);
    mean = nans(dimensions.length);
    sumSquares = nans(dimensions.length);
  }

  private static double[] nans(int length) {
    double[] values = new double[length];
    Arrays.fill(values, Double.NaN);
    return values;
  }

  /**
   * Adds one output.
   *
   * @throws IllegalArgumentException if its dimensions are others than those seen before
   */
  void observe(LatentCode code) {
    if (code.isUnknown()) {
      unknownCount++;
      return;
    }
    if (names.length == 0) {
      reset(code.getNames());
    }
    DimensionNames.checkSame(names, code.getNames());
    count++;
    double[] values = code.getMean();
    for (int i = 0; i < values.length; i++) {
      observe(i, values[i]);
    }
  }

  /** Adds the codes that others were made of, of the same dimensions. */
  void add(LatentStatistics others) {
    DimensionNames.checkSame(names, others.names);
    unknownCount += others.unknownCount;
    if (others.count == 0) {
      return;
    }
    double share = (double) others.count / (count + others.count);
    for (int i = 0; i < names.length; i++) {
      add(i, others, share);
    }
    count += others.count;
  }

  /** See {@link org.lateo.data.ColumnSummaries#plus}. */
  private void add(int i, LatentStatistics others, double share) {
    boolean first = count == 0;
    double delta = first ? 0 : others.mean[i] - mean[i];
    min[i] = first ? others.min[i] : Math.min(min[i], others.min[i]);
    max[i] = first ? others.max[i] : Math.max(max[i], others.max[i]);
    mean[i] = first ? others.mean[i] : mean[i] + delta * share;
    sumSquares[i] =
        first
            ? others.sumSquares[i]
            : sumSquares[i] + others.sumSquares[i] + delta * delta * count * share;
  }

  private void observe(int i, double value) {
    if (count == 1) {
      min[i] = value;
      max[i] = value;
      mean[i] = value;
      sumSquares[i] = 0;
    } else {
      min[i] = Math.min(min[i], value);
      max[i] = Math.max(max[i], value);
      double delta = value - mean[i];
      mean[i] += delta / count;
      sumSquares[i] += delta * (value - mean[i]);
    }
  }

  int dimensions() {
    return names.length;
  }

  String name(int i) {
    return names[i];
  }

  String[] names() {
    return names.clone();
  }

  /** Index of a dimension's name, negative if there is no such dimension. */
  int indexOf(String name) {
    return Arrays.binarySearch(names, name);
  }

  long count() {
    return count;
  }

  int unknownCount() {
    return unknownCount;
  }

  double min(int i) {
    return min[i];
  }

  double max(int i) {
    return max[i];
  }

  double mean(int i) {
    return mean[i];
  }

  /** Unbiased variance, NaN below two codes. */
  double variance(int i) {
    return sumSquares[i] / (count < 2 ? Double.NaN : count - 1);
  }

  /** {@link #variance} of each dimension. */
  public double[] variances() {
    return IntStream.range(0, names.length).mapToDouble(this::variance).toArray();
  }

  /** Dimensions whose mean varies by more than {@link #ACTIVE_VARIANCE}; none below two codes. */
  int activeUnits() {
    return (int) Arrays.stream(variances()).filter(variance -> variance > ACTIVE_VARIANCE).count();
  }

  LatentCodeInfoProto toProto() {
    LatentCodeInfoProto.Builder builder = LatentCodeInfoProto.newBuilder();
    for (int i = 0; i < names.length; i++) {
      builder.addName(names[i]).addMin(min[i]).addMax(max[i]);
      builder.addMean(mean[i]).addSumSquares(sumSquares[i]);
    }
    return builder.setCount(count).setUnknownCount(unknownCount).build();
  }

  /**
   * Reads what {@link #toProto()} wrote.
   *
   * @throws IllegalArgumentException if lengths differ, a count is negative, or values contradict
   *     the count or each other
   */
  static LatentStatistics fromProto(LatentCodeInfoProto proto) {
    LatentStatistics read = new LatentStatistics();
    if (proto.getNameCount() > 0) {
      read.names = DimensionNames.checked(proto.getNameList().toArray(String[]::new));
    }
    read.count = proto.getCount();
    read.min = Protos.toArray(proto.getMinList());
    read.max = Protos.toArray(proto.getMaxList());
    read.mean = Protos.toArray(proto.getMeanList());
    read.sumSquares = Protos.toArray(proto.getSumSquaresList());
    read.unknownCount = proto.getUnknownCount();
    read.checkLengths();
    read.checkCounts();
    for (int i = 0; i < read.names.length; i++) {
      read.checkValues(i);
    }
    return read;
  }

  private void checkLengths() {
    int n = names.length;
    if (min.length != n || max.length != n || mean.length != n || sumSquares.length != n) {
      throw new IllegalArgumentException(
          String.format(
              "Expected one min, max, mean and sum of squares for each of %d names, found %d, %d, %d"
                  + " and %d",
              n, min.length, max.length, mean.length, sumSquares.length));
    }
  }

  private void checkCounts() {
    if (count < 0 || unknownCount < 0 || (count > 0 && names.length == 0)) {
      throw new IllegalArgumentException(
          "Expected counts of at least 0, and no known code if there are no dimensions, found"
              + (" count=" + count + ", unknownCount=" + unknownCount)
              + (", dimensions=" + names.length));
    }
  }

  private void checkValues(int i) {
    boolean valid =
        count == 0
            ? isNaN(min[i], max[i], mean[i], sumSquares[i])
            : isFinite(min[i], max[i], mean[i], sumSquares[i])
                && min[i] <= max[i]
                && sumSquares[i] >= 0;
    if (!valid) {
      throw new IllegalArgumentException(
          "Expected "
              + (count == 0 ? "NaN" : "finite values with min <= max and sumSquares >= 0")
              + (" for '" + names[i] + "' after " + count + " codes, found min=" + min[i])
              + (", max=" + max[i] + ", mean=" + mean[i] + ", sumSquares=" + sumSquares[i]));
    }
  }

  private static boolean isNaN(double... values) {
    return Arrays.stream(values).allMatch(Double::isNaN);
  }

  private static boolean isFinite(double... values) {
    return Arrays.stream(values).allMatch(Double::isFinite);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LatentStatistics that && toProto().equals(that.toProto());
  }

  @Override
  public int hashCode() {
    return toProto().hashCode();
  }
}
