package org.lateo.tables;

/** What the numbers of a column have in common, one after another. */
final class NumberRun {
  private int count;
  private double first = Double.NaN;
  private double last = Double.NaN;
  private boolean same = true;
  private boolean whole = true;
  private boolean byOne = true;
  private boolean ascending = true;

  /** Takes the next number. */
  void add(double value) {
    if (count++ == 0) {
      first = value;
    } else {
      same &= value == first;
      byOne &= value == last + 1;
      ascending &= value > last;
    }
    whole &= value == Math.rint(value);
    last = value;
  }

  int count() {
    return count;
  }

  boolean isSame() {
    return same;
  }

  boolean isWhole() {
    return whole;
  }

  /** Whether whole numbers count up by one. */
  boolean counts() {
    return whole && byOne;
  }

  /** Whether whole numbers only rise. */
  boolean rises() {
    return whole && ascending;
  }

  /** The first, a whole one without a decimal point. */
  String first() {
    boolean plain = first == Math.rint(first) && Math.abs(first) < 1e15;
    return plain ? Long.toString((long) first) : Double.toString(first);
  }
}
