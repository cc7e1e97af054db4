package org.lateo.tables;

import java.util.List;

/**
 * What is wrong with a file of rows: one line that names the file, the row (from 1, without the
 * header) and the column, what was expected and what was found.
 */
public final class TableException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** What would help, for a program to say in terms of its own settings. */
  public enum Remedy {
    /** Nothing but another file. */
    NONE,
    /** The columns hold something other than numbers. */
    OTHER_TYPE,
    /** The columns have gaps, which may be declared missing. */
    MISSING,
    /** The columns hold numbers with decimal commas. */
    DECIMAL_COMMA,
    /** The columns hold numbers with decimal points, and commas are expected. */
    DECIMAL_POINT,
    /** The columns hold numbers with more around them, such as $1,234. */
    NUMBERS_IN_TEXT,
    /** The file is in another encoding. */
    ENCODING,
    /** The first line is a row, not a header. */
    NO_HEADER,
    /** Something else stands between cells. */
    SEPARATOR,
    /** The file lacks the columns, and the model takes absent ones as zero if it is told to. */
    ABSENT_AS_ZERO
  }

  private final Remedy remedy;
  private final String[] columns;

  TableException(String message, Throwable cause) {
    this(message, cause, Remedy.NONE, List.of());
  }

  TableException(String message, Throwable cause, Remedy remedy, List<String> columns) {
    super(message, cause);
    this.remedy = remedy;
    this.columns = columns.toArray(String[]::new);
  }

  /** What would help. */
  public Remedy remedy() {
    return remedy;
  }

  /** The names of the columns that it would help with. */
  public List<String> columns() {
    return List.of(columns);
  }
}
