package org.lateo.rows;

import java.io.Serializable;
import org.lateo.likelihood.Origin;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.ImmutableFeatureMap;

/**
 * Finds the origin of columns that need one, see {@link ExampleTable#origin}, in rows that may lie
 * in several places.
 */
public final class OriginSearch implements Serializable {
  private static final long serialVersionUID = 1L;

  /** 2^24: floats do not tell it from the whole number after it. */
  private static final double LARGE = 0x1p24;

  private final boolean[] needed;
  private final double[] first;
  private final boolean[] known;
  private final boolean[] differ;

  /** Without rows; columns that do not need an origin get none. */
  public OriginSearch(boolean... needed) {
    this.needed = needed.clone();
    this.first = new double[needed.length];
    this.known = new boolean[needed.length];
    this.differ = new boolean[needed.length];
  }

  /** Adds a row. */
  public void add(Example<?> example, ImmutableFeatureMap features) {
    for (Feature feature : example) {
      int column = features.getID(feature.getName());
      if (column >= 0 && needed[column]) {
        add(column, feature.getValue());
      }
    }
  }

  private void add(int column, double value) {
    first[column] = known[column] ? first[column] : value;
    known[column] = true;
    differ[column] |= value != first[column];
  }

  /** Adds the rows of another search, which come after those of this one. */
  public void addAll(OriginSearch later) {
    for (int c = 0; c < first.length; c++) {
      if (later.known[c]) {
        add(c, later.first[c]);
        differ[c] |= later.differ[c];
      }
    }
  }

  /**
   * The first value of each column, or zero if all of its values are equal and below 2^24, so that
   * a float is told from the next whole number.
   */
  public Origin origin() {
    double[] values = new double[first.length];
    for (int c = 0; c < values.length; c++) {
      values[c] = differ[c] || Math.abs(first[c]) >= LARGE ? first[c] : 0;
    }
    return new Origin(values);
  }
}
