package org.lateo.testdata;

import java.util.List;

/** A categorical field, written as one 0/1 column {@code field@value} for each value. */
@SuppressWarnings("ImmutableEnumChecker")
enum Field {
  MODE("mode", "idle", "normal", "boost"),
  SITE("site", "north", "south", "coast"),
  FLUID("fluid", "water", "brine");

  @SuppressWarnings("ImmutableEnumChecker") // A list that cannot be modified.
  private final List<String> columns;

  Field(String field, String... values) {
    columns = List.of(values).stream().map(value -> field + "@" + value).toList();
  }

  List<String> columns() {
    return columns;
  }
}
