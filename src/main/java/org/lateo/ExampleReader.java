package org.lateo;

import org.lateo.graph.NonZeros;
import org.lateo.likelihood.MissingColumns;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.ImmutableFeatureMap;

/** Turns Tribuo's examples into rows in the column order of a feature map. */
public final class ExampleReader {
  private final ImmutableFeatureMap features;
  private final Gaps gaps;
  private final boolean takesUnknown;

  /** Reads in the column order of a feature map, absent values being zero. */
  public ExampleReader(ImmutableFeatureMap features) {
    this(features, MissingColumns.none(features.size()));
  }

  /**
   * @param missing which columns' absent values are missing, not zero
   */
  ExampleReader(ImmutableFeatureMap features, MissingColumns missing) {
    this(features, new Gaps(ExampleTable.names(features), missing), false);
  }

  private ExampleReader(ImmutableFeatureMap features, Gaps gaps, boolean takesUnknown) {
    this.features = features;
    this.gaps = gaps;
    this.takesUnknown = takesUnknown;
  }

  /** The same, for which an example of no known feature is a row of absent values. */
  ExampleReader takingUnknown() {
    return new ExampleReader(features, gaps, true);
  }

  /** Whether a feature of that name may be missing. */
  boolean mayMiss(String feature) {
    return gaps.mayMiss(feature, features.getID(feature));
  }

  /**
   * Writes an example's raw values, absent ones zero, or NaN where they are missing; features that
   * map to one column add up, as everywhere in Tribuo.
   *
   * @param row where the example stands, for messages
   * @param into {@code [columns]} from {@code offset}
   * @return how many of the example's features are known
   * @throws IllegalArgumentException if none is, or if a value is not finite, naming the row
   */
  public int fill(Example<?> example, int row, float[] into, int offset) {
    gaps.open(into, offset);
    int known = 0;
    for (Feature feature : example) {
      int column = features.getID(feature.getName());
      gaps.close(feature.getName(), column, into, offset);
      if (column >= 0) {
        into[offset + column] += finite(feature, row);
        known++;
      }
    }
    return requireKnown(example, row, known);
  }

  /** As above, for rows that are held as their non-zeros; then none is missing. */
  public int fill(Example<?> example, int row, NonZeros into) {
    int known = 0;
    for (Feature feature : example) {
      int column = features.getID(feature.getName());
      if (column >= 0) {
        float value = finite(feature, row);
        if (value != 0) {
          into.add(column, value);
        }
        known++;
      }
    }
    return requireKnown(example, row, known);
  }

  /** The value as a float, refused unless it is finite as one. */
  static float finite(Feature feature, int row) {
    float value = (float) feature.getValue();
    if (!Float.isFinite(value)) {
      throw new IllegalArgumentException(
          "Expected finite values within float's range, found "
              + feature.getValue()
              + " in feature "
              + feature.getName()
              + ", row "
              + row
              + " (from 0)");
    }
    return value;
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
