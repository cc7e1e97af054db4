package org.lateo.hostile;

import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
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
    BINARY(ByteMutations::of, UnaryOperator.identity()),
    PROTOBUF(ProtoMutations::of, ProtoMutations::mended),
    TEXT(TextMutations::of, UnaryOperator.identity());

    private final BiFunction<byte[], Random, byte[]> mutation;
    private final UnaryOperator<byte[]> mending;

    Kind(BiFunction<byte[], Random, byte[]> mutation, UnaryOperator<byte[]> mending) {
      this.mutation = mutation;
      this.mending = mending;
    }
  }

  HostileReader withName(String other) {
    return new HostileReader(other, seeds, kind, documented, slow, reading);
  }

  /** The changed input of a trial, the same each time. */
  byte[] input(int trial) {
    // The numbers that seeds 0, 1, 2 ... begin with are alike, until they are mixed.
    long seed = RandomStream.child(1, trial);
    return kind.mutation.apply(seeds.get(trial % seeds.size()), new Random(seed));
  }

  /** The same input with its checksums made right. */
  byte[] mended(byte[] input) {
    return kind.mending.apply(input);
  }

  boolean isText() {
    return kind == Kind.TEXT;
  }

  @Override
  public String toString() {
    return name;
  }
}
