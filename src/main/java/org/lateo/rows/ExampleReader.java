package org.lateo.rows;

import java.util.Arrays;
import java.util.function.Consumer;
import org.lateo.graph.NonZeros;
import org.lateo.likelihood.MissingColumns;
import org.lateo.likelihood.Origin;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.ImmutableFeatureMap;

/** Turns Tribuo's examples into rows in the column order of a feature map. */
public final class ExampleReader {
  private final ImmutableFeatureMap features;
  private final Gaps gaps;
  private final Origin origin;

  /** The columns whose origin is not zero. */
  private final int[] shifted;

  /** Whether examples without any known feature are accepted. */
  private final boolean takesUnknown;

  /** Reads in the column order of a feature map, absent values being zero. */
  public ExampleReader(ImmutableFeatureMap features) {
    this(features, MissingColumns.none(features.size()), Origin.none(features.size()));
  }

  /**
   * Reads values minus an origin.
   *
   * @param missing the columns whose absent values are missing, not zero
   */
  public ExampleReader(ImmutableFeatureMap features, MissingColumns missing, Origin origin) {
    this(features, new Gaps(features, missing), origin, false);
  }

  private ExampleReader(
      ImmutableFeatureMap features, Gaps gaps, Origin origin, boolean takesUnknown) {
    this.features = features;
    this.gaps = gaps;
    this.origin = origin;
    this.shifted = origin.columns();
    this.takesUnknown = takesUnknown;
  }

  /**
   * The same reader, which accepts examples without known features if every feature may be missing.
   */
  public ExampleReader ofGaps() {
    return new ExampleReader(features, gaps, origin, gaps.everywhere());
  }

  /** The same reader, which reads an example without known features as a row of absent values. */
  public ExampleReader takingUnknown() {
    return new ExampleReader(features, gaps, origin, true);
  }

  /** How many columns a row has. */
  int columns() {
    return features.size();
  }

  /** Whether a feature of that name may be missing. */
  public boolean mayMiss(String feature) {
    return gaps.mayMiss(feature, features.getID(feature));
  }

  /**
   * Writes an example's values minus the origin; absent values are zero, or NaN in columns that may
   * be missing. Features that map to one column add up, as everywhere in Tribuo.
   *
   * @param row the example's row number, for messages
   * @param into {@code [columns]} from {@code offset}
   * @return how many of the example's features are known
   * @throws IllegalArgumentException if no feature is known, or if a value is not finite, naming
   *     the row
   */
  public int fill(Example<?> example, int row, float[] into, int offset) {
    return fill(example, row, into, offset, feature -> {});
  }

  /** As above; {@code unknown} is given each feature that is not known. */
  public int fill(
      Example<?> example, int row, float[] into, int offset, Consumer<Feature> unknown) {
    return fill(example, row, into, offset, unknown, (column, value) -> {});
  }

  /** Takes the value of a column as the example has it, in double and with the origin. */
  interface Known {
    void take(int column, double value);
  }

  /** As above; {@code taken} is given each value that is known, before it is rounded. */
  int fill(
      Example<?> example,
      int row,
      float[] into,
      int offset,
      Consumer<Feature> unknown,
      Known taken) {
    gaps.open(into, offset);
    double[] sums = new double[shifted.length];
    int known = 0;
    for (Feature feature : example) {
      int column = features.getID(feature.getName());
      gaps.close(feature.getName(), column, into, offset);
      if (column >= 0) {
        int place = Arrays.binarySearch(shifted, column);
        if (place < 0) {
          into[offset + column] += FiniteRows.value(feature, row);
        } else {
          sums[place] += FiniteRows.value(feature, row, origin.values()[column]);
        }
        taken.take(column, feature.getValue());
        known++;
      } else {
        unknown.accept(feature);
      }
    }
    for (int i = 0; i < shifted.length; i++) {
      int at = offset + shifted[i];
      into[at] = Float.isNaN(into[at]) ? into[at] : origin.off(sums[i], shifted[i]);
    }
    return requireKnown(example, row, known);
  }

  /** As above, for rows held as their non-zeros, which have no missing values and no origin. */
  public int fill(Example<?> example, int row, NonZeros into, Consumer<Feature> unknown) {
    int known = 0;
    for (Feature feature : example) {
      int column = features.getID(feature.getName());
      if (column >= 0) {
        float value = FiniteRows.value(feature, row);
        if (value != 0) {
          into.add(column, value);
        }
        known++;
      } else {
        unknown.accept(feature);
      }
    }
    return requireKnown(example, row, known);
  }

  private int requireKnown(Example<?> example, int row, int known) {
    if (known == 0 && !takesUnknown) {
      throw new IllegalArgumentException(
          String.format(
              "Expected an example with at least one of the model's %d features, found none among"
                  + " its %d in row %d (from 0)",
              features.size(), example.size(), row));
    }
    return known;
  }
}
