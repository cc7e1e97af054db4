package org.lateo.output;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import org.lateo.protos.LatentCodeInfoProto;
import org.lateo.storage.Protos;
import org.tribuo.MutableOutputInfo;

/** A {@link LatentCodeInfo} that observes codes: a dataset's, or a trainer's while it trains. */
public final class MutableLatentCodeInfo extends LatentCodeInfo
    implements MutableOutputInfo<LatentCode> {
  private static final long serialVersionUID = 1L;

  /** Dimensions are taken from the first known code observed. */
  MutableLatentCodeInfo() {
    super(new LatentStatistics());
  }

  /**
   * Dimensions are fixed, so that the domain is right before any code has been observed.
   *
   * @param names the dimension names {@code [latent]}, ascending
   * @throws IllegalArgumentException if names are missing, blank, repeated or not ascending
   */
  public MutableLatentCodeInfo(String[] names) {
    super(new LatentStatistics(names));
  }

  /** A copy of another info. */
  public MutableLatentCodeInfo(LatentCodeInfo info) {
    super(new LatentStatistics(info.statistics()));
  }

  private MutableLatentCodeInfo(LatentStatistics statistics) {
    super(statistics);
  }

  /**
   * Deserialization factory; {@code message} is a packed {@link LatentCodeInfoProto}.
   *
   * @throws InvalidProtocolBufferException if the message is of another type
   * @throws IllegalArgumentException if the version is too new or the values contradict each other
   */
  public static MutableLatentCodeInfo deserializeFromProto(
      int version, String className, Any message) throws InvalidProtocolBufferException {
    Protos.checkVersion(MutableLatentCodeInfo.class, version, CURRENT_VERSION);
    return new MutableLatentCodeInfo(
        LatentStatistics.fromProto(message.unpack(LatentCodeInfoProto.class)));
  }

  /**
   * Adds a code to the statistics, or counts the unknown output.
   *
   * @throws IllegalArgumentException if the code has other dimensions than this info
   */
  @Override
  public void observe(LatentCode output) {
    statistics().observe(output);
  }

  /**
   * Adds the statistics of other codes, such as those of another part of the rows.
   *
   * @throws IllegalArgumentException if these have other dimensions
   */
  public void observeAll(LatentCodeInfo others) {
    statistics().add(others.statistics());
  }

  /** Forgets everything, the dimensions too. */
  @Override
  public void clear() {
    forget();
  }

  @Override
  public MutableLatentCodeInfo copy() {
    return new MutableLatentCodeInfo(this);
  }
}
