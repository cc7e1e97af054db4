package org.lateo.output;

import com.google.protobuf.Any;
import com.oracle.labs.mlrg.olcut.util.Pair;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tribuo.OutputInfo;
import org.tribuo.protos.core.OutputDomainProto;

/**
 * The codes a dataset or model has seen: their dimensions, and for each the range, mean and
 * variance of the posterior means.
 *
 * <p>The domain has one element per dimension, a {@link LatentCode} of that dimension alone at mean
 * 0 and log-variance 0. Before any dimension is known, as in unlabelled data, its one element is
 * {@link LatentCode#UNKNOWN}: Tribuo cannot read back a dataset whose output domain is empty.
 *
 * <p>Unlike Tribuo's own, copies keep the count of unknown outputs.
 */
public abstract sealed class LatentCodeInfo implements OutputInfo<LatentCode>
    permits MutableLatentCodeInfo, ImmutableLatentCodeInfo {
  private static final long serialVersionUID = 1L;

  /** Version of the stored form. */
  public static final int CURRENT_VERSION = 0;

  /** Transient, since a stream holds a {@link SerializedProto} instead. */
  private transient LatentStatistics statistics;

  LatentCodeInfo(LatentStatistics statistics) {
    this.statistics = statistics;
  }

  /** What the dimensions looked like in the codes seen. */
  public final LatentStatistics statistics() {
    return statistics;
  }

  final void forget() {
    statistics = new LatentStatistics();
  }

  /** A copy of the dimension names, {@code [latent]}, ascending; empty before any is known. */
  public String[] getNames() {
    return statistics.names();
  }

  /** Number of codes seen, the unknown ones left out. */
  public long getCount() {
    return statistics.count();
  }

  /**
   * Number of active latent dimensions, those whose posterior mean varies by more than {@link
   * LatentStatistics#ACTIVE_VARIANCE}.
   */
  public int getActiveUnits() {
    return statistics.activeUnits();
  }

  /** Smallest posterior mean seen of a dimension, NaN before any code. */
  public double getMin(int dimension) {
    return statistics.min(dimension);
  }

  /** Largest posterior mean seen of a dimension, NaN before any code. */
  public double getMax(int dimension) {
    return statistics.max(dimension);
  }

  /** Average posterior mean of a dimension, NaN before any code. */
  public double getMean(int dimension) {
    return statistics.mean(dimension);
  }

  /**
   * Unbiased variance of the posterior means of a dimension, NaN below two codes. Near zero for a
   * dimension that the model does not use.
   */
  public double getVariance(int dimension) {
    return statistics.variance(dimension);
  }

  /** A new set each time, which the caller may change. */
  @Override
  public Set<LatentCode> getDomain() {
    return IntStream.range(0, size())
        .mapToObj(this::element)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** The element of the domain at an index below {@link #size()}. */
  final LatentCode element(int i) {
    if (statistics.dimensions() == 0) {
      return LatentCode.UNKNOWN;
    }
    return new LatentCode(new String[] {statistics.name(i)}, new double[1], new double[1]);
  }

  /** Size of the domain, at least 1. */
  @Override
  public int size() {
    return Math.max(1, statistics.dimensions());
  }

  @Override
  public int getUnknownCount() {
    return statistics.unknownCount();
  }

  @Override
  public ImmutableLatentCodeInfo generateImmutableOutputInfo() {
    return new ImmutableLatentCodeInfo(this);
  }

  @Override
  public MutableLatentCodeInfo generateMutableOutputInfo() {
    return new MutableLatentCodeInfo(this);
  }

  @Override
  public abstract LatentCodeInfo copy();

  /**
   * Each dimension with the number of codes seen; the unknown output with its own count if none.
   */
  @Override
  public Iterable<Pair<String, Long>> outputCountsIterable() {
    if (statistics.dimensions() == 0) {
      return List.of(new Pair<>("UNKNOWN", (long) getUnknownCount()));
    }
    return Arrays.stream(getNames()).map(name -> new Pair<>(name, getCount())).toList();
  }

  @Override
  public OutputDomainProto serialize() {
    return OutputDomainProto.newBuilder()
        .setVersion(CURRENT_VERSION)
        .setClassName(getClass().getName())
        .setSerializedData(Any.pack(statistics.toProto()))
        .build();
  }

  /** One line for the counts, then one for each dimension. */
  @Override
  public String toReadableString() {
    StringBuilder builder = new StringBuilder(toString());
    for (int i = 0; i < statistics.dimensions(); i++) {
      builder.append(
          String.format(
              Locale.ROOT,
              "%n%s: min=%.6g, max=%.6g, mean=%.6g, variance=%.6g",
              statistics.name(i),
              getMin(i),
              getMax(i),
              getMean(i),
              getVariance(i)));
    }
    return builder.toString();
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s(dimensions=%d, count=%d, unknown=%d)",
        getClass().getSimpleName(),
        statistics.dimensions(),
        getCount(),
        getUnknownCount());
  }

  /** Equal if of the same mutability, with the same dimensions, counts and statistics. */
  @Override
  public boolean equals(Object other) {
    return other instanceof LatentCodeInfo that
        && getClass() == that.getClass()
        && statistics.equals(that.statistics);
  }

  @Override
  public int hashCode() {
    return statistics.hashCode();
  }

  final Object writeReplace() {
    return new SerializedProto(SerializedProto.Kind.OUTPUT_INFO, serialize());
  }

  private void readObject(ObjectInputStream in) throws InvalidObjectException {
    throw SerializedProto.notAProxy(LatentCodeInfo.class);
  }
}
