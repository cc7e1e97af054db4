package org.lateo.tables;

import java.util.Locale;

/** What a column of a table holds, and so what features it becomes. */
public enum ColumnType {
  /** A number, in a feature named as the column. */
  NUMBER,
  /** One of few words: a cell {@code red} of {@code colour} is a one in {@code colour@red}. */
  CATEGORY,
  /**
   * A date, such as one of birth: the days since 1970-01-01, with the time as a fraction of a day,
   * in a feature named as the column.
   */
  DATE,
  /**
   * The time of a row in a log. Later rows are always after those of training, so what recurs is
   * taken: a category {@code when.weekday} and, if there are times of day, a number {@code
   * when.hour}.
   */
  CLOCK,
  /** Tells rows apart, and says nothing else; left out. */
  ID,
  /** The same in every row; left out. */
  CONSTANT,
  /** Words of which few recur; left out. */
  TEXT,
  /** The output. */
  RESPONSE,
  /** Left out by its user. */
  EXCLUDED,
  /** Not in the table that a model has learned from; left out. */
  UNKNOWN;

  /** Whether such columns become features. */
  public boolean isFeature() {
    return this == NUMBER || this == CATEGORY || this == DATE || this == CLOCK;
  }

  /** The type of a name such as {@code category}, in any case. */
  static ColumnType of(String name) {
    return valueOf(name.strip().toUpperCase(Locale.ROOT));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
