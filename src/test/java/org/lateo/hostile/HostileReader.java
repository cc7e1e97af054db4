package org.lateo.hostile;

import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * A reader of files or messages, and what it is tried with.
 *
 * @param name names it on the command line of the fuzzer
 * @param seeds whole inputs, at least one
 * @param kind what the input consists of
 * @param documented the exceptions that its documentation names
 * @param reading reads an input
 */
public record HostileReader(
    String name,
    List<byte[]> seeds,
    Kind kind,
    List<Class<? extends Exception>> documented,
    Reading reading) {

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

  /** The changed input of a trial, the same each time. */
  byte[] input(int trial) {
    return kind.mutation.apply(seeds.get(trial % seeds.size()), new Random(trial));
  }

  /** The same input with its checksums made right. */
  byte[] mended(byte[] input) {
    return kind.mending.apply(input);
  }

  @Override
  public String toString() {
    return name;
  }
}
