package org.lateo.hostile;

import java.util.List;
import java.util.Random;
import org.lateo.math.RandomStream;

/**
 * A reader of files or messages, and what it is tried with.
 *
 * @param name names it on the command line of the fuzzer
 * @param seeds whole inputs, at least one
 * @param kind what the input consists of
 * @param documented the exceptions that its documentation names
 * @param slow whether reading takes some ten milliseconds, so that short tests read less often
 * @param reading reads an input
 */
public record HostileReader(
    String name,
    List<byte[]> seeds,
    Kind kind,
    List<Class<? extends Exception>> documented,
    boolean slow,
    Reading reading) {

  /** A reader that takes a millisecond or two. */
  public HostileReader(
      String name,
      List<byte[]> seeds,
      Kind kind,
      List<Class<? extends Exception>> documented,
      Reading reading) {
    this(name, seeds, kind, documented, false, reading);
  }

  /** The same, with fewer trials in short tests. */
  HostileReader asSlow() {
    return new HostileReader(name, seeds, kind, documented, true, reading);
  }

  /** Reads, and does whatever is needed to see that what was read is of use. */
  @FunctionalInterface
  public interface Reading {
    void read(byte[] input) throws Exception;
  }

  /** What an input consists of, and so how it is changed. */
  public enum Kind {
    BINARY,
    PROTOBUF,
    TEXT
  }

  HostileReader withName(String other) {
    return new HostileReader(other, seeds, kind, documented, slow, reading);
  }

  /** The changed input of a trial, the same each time. */
  byte[] input(int trial) {
    byte[] whole = seeds.get(trial % seeds.size());
    // The numbers that seeds 0, 1, 2 ... begin with are alike, until they are mixed.
    Random random = new Random(RandomStream.child(1, trial));
    return switch (kind) {
      case BINARY -> ByteMutations.of(whole, random);
      case PROTOBUF -> ProtoMutations.of(whole, random);
      case TEXT -> TextMutations.of(whole, random);
    };
  }

  /** The same input with its checksums made right. */
  byte[] mended(byte[] input) {
    return kind == Kind.PROTOBUF ? ProtoMutations.mended(input) : input;
  }

  boolean isText() {
    return kind == Kind.TEXT;
  }

  @Override
  public String toString() {
    return name;
  }
}
