package org.lateo.report.page;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * An axis of a chart: its title, its range, and round numbers within that.
 *
 * @param title what is measured, with its unit
 * @param low the lower end
 * @param high the upper end, above the lower
 * @param isCount whether it counts something, such as epochs
 */
record Axis(String title, double low, double high, boolean isCount) {
  /** So many numbers are wanted, of which half are left out where there is no room. */
  private static final int TICKS = 6;

  private static final double[] STEPS = {1, 2, 5, 10};

  /** An axis of any numbers. */
  Axis(String title, double low, double high) {
    this(title, low, high, false);
  }

  /** An axis of the values that are finite; of a single value or none the range is one wide. */
  static Axis of(String title, double[] values) {
    double[] finite = DoubleStream.of(values).filter(Double::isFinite).toArray();
    double low = Arrays.stream(finite).min().orElse(0);
    double high = Arrays.stream(finite).max().orElse(1);
    boolean whole = Arrays.stream(finite).allMatch(value -> value == Math.rint(value));
    return low < high
        ? new Axis(title, low, high, whole && high - low >= 2)
        : new Axis(title, low - 0.5, low + 0.5);
  }

  /** The same with some room at both ends. */
  Axis padded() {
    double room = 0.04 * (high - low);
    return new Axis(title, low - room, high + room, isCount);
  }

  /** The same from a round number to a round number. */
  Axis rounded() {
    double step = step();
    return new Axis(title, step * Math.floor(low / step), step * Math.ceil(high / step), isCount);
  }

  private double step() {
    double least = Math.max(isCount ? 1 : 0, (high - low) / TICKS);
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    return power
        * Arrays.stream(STEPS).filter(s -> s * power >= least * 0.999).findFirst().orElse(10);
  }

  /** Round numbers in the range, ascending. */
  List<Double> ticks() {
    double step = step();
    long first = (long) Math.ceil(low / step - 1e-9);
    long last = (long) Math.floor(high / step + 1e-9);
    return IntStream.rangeClosed(0, (int) (last - first))
        .mapToObj(i -> (first + i) * step)
        .toList();
  }

  /** A number with as many decimals as the numbers on the axis need. */
  String text(double value) {
    int decimals = (int) Math.max(0, -Math.floor(Math.log10(step()) + 1e-9));
    String text = String.format(Locale.ROOT, "%,." + decimals + "f", value);
    return text.replace('-', '−');
  }

  /** Where a value lies, 0 for the lower end and 1 for the upper. */
  double place(double value) {
    return (value - low) / (high - low);
  }
}
