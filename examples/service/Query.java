package service;

import java.net.URI;
import java.util.Map;
import java.util.TreeMap;

/** What stands behind the question mark: {@code absent=zero} and {@code top=5}. */
record Query(boolean sparse, int top) {
  private static final int TOP = 5;

  /**
   * Reads it.
   *
   * @throws Refusal 422 for what is not known
   */
  static Query of(URI uri) throws Refusal {
    Map<String, String> values = new TreeMap<>();
    for (String part : uri.getQuery() == null ? new String[0] : uri.getQuery().split("&")) {
      String[] sides = part.split("=", 2);
      values.put(sides[0], sides.length == 2 ? sides[1] : "");
    }
    String absent = values.remove("absent");
    String top = values.remove("top");
    if (!values.isEmpty() || (absent != null && !absent.equals("zero"))) {
      throw Refusal.unprocessable(
          String.format(
              "Expected a query of absent=zero and top=5 at most, found %s", uri.getQuery()));
    }
    return new Query(absent != null, top == null ? TOP : number(top));
  }

  private static int number(String text) throws Refusal {
    try {
      int number = Integer.parseInt(text);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw Refusal.unprocessable(String.format("top: expected a positive number, found %s", text));
  }
}
