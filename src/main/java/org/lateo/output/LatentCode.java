package org.lateo.output;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.lateo.inference.Nats;
import org.lateo.protos.LatentCodeProto;
import org.lateo.storage.Protos;
import org.tribuo.Output;
import org.tribuo.protos.core.OutputProto;

/**
 * An example's place in the latent space, and a score of how usual the example is.
 *
 * <p>Holds the posterior q(z|x), a diagonal Gaussian given by mean and log-variance {@code
 * [latent]}, and three quantities in nats: the reconstruction term E_q[log p(x|z)], the divergence
 * KL(q(z|x) || p(z)), and their difference, the evidence lower bound (ELBO) on log p(x).
 *
 * <p>The code of a plain autoencoder is a point: its log-variance is minus infinity, its divergence
 * 0 by convention, and its bound the reconstruction, log p(x|z) at the code, which is no bound on a
 * log p(x).
 *
 * <p>A code that comes from encoding alone is not scored: its ELBO and reconstruction are NaN. The
 * unknown output, that of unlabelled data, has no dimensions.
 *
 * <p>As for {@code Regressor}, equality rests on the dimension names alone; {@link
 * #fullEquals(LatentCode, double)} compares values. Immutable.
 *
 * <p>See: Kingma, Welling. "Auto-Encoding Variational Bayes". International Conference on Learning
 * Representations, 2014.
 */
public final class LatentCode implements Output<LatentCode> {
  private static final long serialVersionUID = 1L;

  /** Version of the stored form. */
  public static final int CURRENT_VERSION = 0;

  /** The output of an example that has not been encoded. */
  public static final LatentCode UNKNOWN = new LatentCode();

  /** {@code toString} shows this many dimensions and counts the rest. */
  private static final int SHOWN = 4;

  private final String[] names;
  private final double[] mean;
  private final double[] logVariance;

  /** Transient, since a stream holds a {@link SerializedProto} instead. */
  private final transient Nats nats;

  private LatentCode() {
    names = new String[0];
    mean = new double[0];
    logVariance = new double[0];
    nats = Nats.NOT_EVALUATED;
  }

  /**
   * A code that is not scored, as encoding alone gives it.
   *
   * @throws IllegalArgumentException as the full constructor does
   */
  public LatentCode(String[] names, double[] mean, double[] logVariance) {
    this(names, mean, logVariance, Double.NaN, Double.NaN, Double.NaN);
  }

  /**
   * A code with its nats.
   *
   * @param names dimension names {@code [latent]}, ascending
   * @param mean posterior mean {@code [latent]}, finite
   * @param logVariance posterior log-variance {@code [latent]}; finite, or minus infinity where the
   *     posterior is a point
   * @param elbo evidence lower bound in nats; NaN if not evaluated, minus infinity if the example
   *     is impossible under the model
   * @param reconstruction expected log-likelihood of the features in nats; NaN or minus infinity
   *     exactly when elbo is
   * @param kl divergence of the posterior from the prior in nats, finite; may be NaN if elbo is
   *     NaN, as where the divergence has no closed form and is averaged over draws, and infinite if
   *     elbo is minus infinity
   * @throws IllegalArgumentException if names are missing, blank, repeated or not ascending, if
   *     lengths differ, if a value is not finite where it must be, or if elbo is not reconstruction
   *     - kl
   */
  public LatentCode(
      String[] names,
      double[] mean,
      double[] logVariance,
      double elbo,
      double reconstruction,
      double kl) {
    this.names = DimensionNames.checked(names);
    this.mean = checkedValues("mean", mean, this.names);
    this.logVariance = checkedValues("logVariance", logVariance, this.names);
    this.nats = new Nats(elbo, reconstruction, kl);
  }

  private static double[] checkedValues(String field, double[] values, String[] names) {
    if (values.length != names.length) {
      throw new IllegalArgumentException(
          "Expected " + names.length + " values of " + field + ", found " + values.length);
    }
    double[] copy = values.clone();
    for (int i = 0; i < copy.length; i++) {
      boolean point = copy[i] == Double.NEGATIVE_INFINITY && field.equals("logVariance");
      if (!Double.isFinite(copy[i]) && !point) {
        throw new IllegalArgumentException(
            "Expected a finite " + field + " for '" + names[i] + "', found " + copy[i]);
      }
    }
    return copy;
  }

  /**
   * Names for latent dimensions whose order survives sorting: {@code z0 … z9} for up to ten, {@code
   * z00 … z99} for up to a hundred, and so on.
   *
   * @param count how many, at least 1
   * @return the names {@code [count]}, ascending
   * @throws IllegalArgumentException if count is below 1
   */
  public static String[] dimensionNames(int count) {
    return DimensionNames.numbered(count);
  }

  /**
   * Deserialization factory; {@code message} is a packed {@link LatentCodeProto}.
   *
   * @return the code; {@link #UNKNOWN} itself if it has no dimensions
   * @throws InvalidProtocolBufferException if the message is of another type
   * @throws IllegalArgumentException if the version is too new or the constructor refuses the
   *     values
   */
  public static LatentCode deserializeFromProto(int version, String className, Any message)
      throws InvalidProtocolBufferException {
    Protos.checkVersion(LatentCode.class, version, CURRENT_VERSION);
    LatentCodeProto proto = message.unpack(LatentCodeProto.class);
    if (proto.equals(LatentCodeProto.getDefaultInstance())) {
      return UNKNOWN;
    }
    return new LatentCode(
        proto.getNameList().toArray(String[]::new),
        Protos.toArray(proto.getMeanList()),
        Protos.toArray(proto.getLogVarianceList()),
        proto.getElbo(),
        proto.getReconstruction(),
        proto.getKl());
  }

  @Override
  public OutputProto serialize() {
    return OutputProto.newBuilder()
        .setVersion(CURRENT_VERSION)
        .setClassName(LatentCode.class.getName())
        .setSerializedData(Any.pack(toProto()))
        .build();
  }

  private LatentCodeProto toProto() {
    if (isUnknown()) {
      return LatentCodeProto.getDefaultInstance();
    }
    LatentCodeProto.Builder builder = LatentCodeProto.newBuilder();
    for (int i = 0; i < names.length; i++) {
      builder.addName(names[i]).addMean(mean[i]).addLogVariance(logVariance[i]);
    }
    return builder
        .setElbo(nats.elbo())
        .setReconstruction(nats.reconstruction())
        .setKl(nats.kl())
        .build();
  }

  /** Whether this is the unknown output. */
  public boolean isUnknown() {
    return names.length == 0;
  }

  /** Whether it is a point, as a plain autoencoder's: without variance in any dimension. */
  public boolean isPoint() {
    return !isUnknown()
        && Arrays.stream(logVariance).allMatch(value -> value == Double.NEGATIVE_INFINITY);
  }

  /** Whether ELBO, reconstruction and KL have been evaluated. */
  public boolean isScored() {
    return nats.isScored();
  }

  /** Number of latent dimensions, 0 for the unknown output. */
  public int size() {
    return names.length;
  }

  /** A copy of the dimension names, {@code [latent]}, ascending. */
  public String[] getNames() {
    return names.clone();
  }

  /** A copy of the posterior mean, {@code [latent]}. */
  public double[] getMean() {
    return mean.clone();
  }

  /** A copy of the natural logarithm of the posterior variance, {@code [latent]}. */
  public double[] getLogVariance() {
    return logVariance.clone();
  }

  /** Evidence lower bound in nats, NaN if not evaluated. Higher is more usual. */
  public double getELBO() {
    return nats.elbo();
  }

  /** Expected log-likelihood of the features in nats, NaN if not evaluated. */
  public double getReconstruction() {
    return nats.reconstruction();
  }

  /** Divergence of the posterior from the prior in nats, NaN if not evaluated. */
  public double getKL() {
    return nats.kl();
  }

  @Override
  public LatentCode copy() {
    return this;
  }

  /**
   * The means as {@code z0=0.5,z1=-1.25}; with confidence each is followed by ± and the posterior
   * standard deviation. Empty for the unknown output.
   */
  @Override
  public String getSerializableForm(boolean includeConfidence) {
    StringBuilder builder = new StringBuilder();
    for (int i = 0; i < names.length; i++) {
      builder.append(i == 0 ? "" : ",").append(names[i]).append('=').append(mean[i]);
      builder.append(includeConfidence ? "±" + standardDeviation(i) : "");
    }
    return builder.toString();
  }

  private double standardDeviation(int dimension) {
    return StrictMath.exp(0.5 * logVariance[dimension]);
  }

  @Override
  public boolean fullEquals(LatentCode other) {
    return fullEquals(other, 0.0);
  }

  /**
   * Compares names and all values; NaN equals NaN.
   *
   * @param tolerance largest absolute difference of any value
   */
  @Override
  public boolean fullEquals(LatentCode other, double tolerance) {
    return equals(other)
        && isClose(mean, other.mean, tolerance)
        && isClose(logVariance, other.logVariance, tolerance)
        && nats.isClose(other.nats, tolerance);
  }

  private static boolean isClose(double[] a, double[] b, double tolerance) {
    return IntStream.range(0, a.length).allMatch(i -> Nats.isClose(a[i], b[i], tolerance));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LatentCode that && Arrays.equals(names, that.names);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(names);
  }

  @Override
  public String toString() {
    if (isUnknown()) {
      return "LatentCode(UNKNOWN)";
    }
    StringBuilder builder = new StringBuilder("LatentCode(");
    for (int i = 0; i < Math.min(SHOWN, names.length); i++) {
      builder.append(i == 0 ? "" : ", ").append(names[i]);
      builder.append(String.format(Locale.ROOT, "=%.3f±%.3f", mean[i], standardDeviation(i)));
    }
    builder.append(names.length > SHOWN ? ", " + (names.length - SHOWN) + " more" : "");
    if (isScored()) {
      builder.append(String.format(Locale.ROOT, ", elbo=%.3f", nats.elbo()));
    }
    return builder.append(')').toString();
  }

  private Object writeReplace() {
    return new SerializedProto(SerializedProto.Kind.OUTPUT, serialize());
  }

  private void readObject(ObjectInputStream in) throws InvalidObjectException {
    throw SerializedProto.notAProxy(LatentCode.class);
  }
}
