package org.lateo.output;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.oracle.labs.mlrg.olcut.util.Pair;
import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.IntStream;
import org.lateo.protos.LatentCodeInfoProto;
import org.lateo.storage.Protos;
import org.tribuo.ImmutableOutputInfo;

/** The output domain of a model, which does not change; ids are the indices of the dimensions. */
public final class ImmutableLatentCodeInfo extends LatentCodeInfo
    implements ImmutableOutputInfo<LatentCode> {
  private static final long serialVersionUID = 1L;

  ImmutableLatentCodeInfo(LatentCodeInfo info) {
    this(new LatentStatistics(info.statistics()));
  }

  private ImmutableLatentCodeInfo(LatentStatistics statistics) {
    super(statistics);
  }

  /**
   * Deserialization factory; {@code message} is a packed {@link LatentCodeInfoProto}.
   *
   * @throws InvalidProtocolBufferException if the message is of another type
   * @throws IllegalArgumentException if the version is too new or the values contradict each other
   */
  public static ImmutableLatentCodeInfo deserializeFromProto(
      int version, String className, Any message) throws InvalidProtocolBufferException {
    Protos.checkVersion(ImmutableLatentCodeInfo.class, version, CURRENT_VERSION);
    return new ImmutableLatentCodeInfo(
        LatentStatistics.fromProto(message.unpack(LatentCodeInfoProto.class)));
  }

  /**
   * The index of the dimension that a code of one dimension has; -1 for anything outside the
   * domain, a code of several dimensions included.
   */
  @Override
  public int getID(LatentCode output) {
    if (statistics().dimensions() == 0) {
      return output.isUnknown() ? 0 : -1;
    }
    return output.size() == 1 ? Math.max(-1, statistics().indexOf(output.getNames()[0])) : -1;
  }

  /** The code whose only dimension has an id; null if there is no such dimension. */
  @Override
  public LatentCode getOutput(int id) {
    return id >= 0 && id < size() ? element(id) : null;
  }

  @Override
  public long getTotalObservations() {
    return getCount();
  }

  @Override
  public boolean domainAndIDEquals(ImmutableOutputInfo<LatentCode> other) {
    return other instanceof ImmutableLatentCodeInfo that
        && Arrays.equals(getNames(), that.getNames());
  }

  @Override
  public Iterator<Pair<Integer, LatentCode>> iterator() {
    return IntStream.range(0, size()).mapToObj(i -> new Pair<>(i, element(i))).iterator();
  }

  @Override
  public ImmutableLatentCodeInfo copy() {
    return new ImmutableLatentCodeInfo(this);
  }
}
