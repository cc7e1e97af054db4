package org.lateo.output;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import org.lateo.protos.LatentCodeInfoProto;
import org.lateo.storage.Protos;
import org.tribuo.MutableOutputInfo;

/** A {@link LatentCodeInfo} that still learns: a dataset's, or a trainer's while it trains. */
public final class MutableLatentCodeInfo extends LatentCodeInfo
    implements MutableOutputInfo<LatentCode> {
  private static final long serialVersionUID = 1L;

  /** Without dimensions, which are taken from the first known code observed. */
  MutableLatentCodeInfo() {
    super(new LatentStatistics());
  }

  /**
   * With its dimensions fixed, so that the domain is right before any code has been observed.
   *
   * @param names the dimension names {@code [latent]}, ascending
   * @throws IllegalArgumentException if they are missing, blank, repeated or not ascending
   */
  public MutableLatentCodeInfo(String[] names) {
    super(new LatentStatistics(names));
  }

  /**
   * A copy of another info.
   *
   * @param info the info to copy
   */
  public MutableLatentCodeInfo(LatentCodeInfo info) {
    super(new LatentStatistics(info.statistics()));
  }

  private MutableLatentCodeInfo(LatentStatistics statistics) {
    super(statistics);
  }

  /**
   * Deserialization factory.
   *
   * @param version the version of the stored form
   * @param className the class name
   * @param message a packed {@link LatentCodeInfoProto}
   * @return the info
   * @throws InvalidProtocolBufferException if the message is of another type
   * @throws IllegalArgumentException if the version is too new or the values break a rule
   */
  public static MutableLatentCodeInfo deserializeFromProto(
      int version, String className, Any message) throws InvalidProtocolBufferException {
    Protos.checkVersion(MutableLatentCodeInfo.class, version, CURRENT_VERSION);
    return new MutableLatentCodeInfo(
        LatentStatistics.fromProto(message.unpack(LatentCodeInfoProto.class)));
  }

  /**
   * Adds an output to the statistics.
   *
   * @param output a code, or the unknown output, which is only counted
   * @throws IllegalArgumentException if its dimensions are others than those of this info
   */
  @Override
  public void observe(LatentCode output) {
    statistics().observe(output);
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
