package service;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Locale;

/** A number of a row, or null, which stands for a missing one. */
final class Value {
  private Value() {}

  /**
   * Reads it.
   *
   * @param of the feature's name, or the column's
   * @return NaN for null
   * @throws Refusal if it is something else, or not finite as a float
   */
  static float read(JsonParser json, int row, String of) throws IOException, Refusal {
    return switch (json.currentToken()) {
      case VALUE_NULL -> Float.NaN;
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> finite(json.getDoubleValue(), row, of);
      default ->
          throw Refusal.unprocessable(
              String.format(
                  "row %d: expected a number or null for %s, found %s",
                  row, of, name(json.currentToken())));
    };
  }

  private static float finite(double value, int row, String of) throws Refusal {
    if (!Float.isFinite((float) value)) {
      throw Refusal.unprocessable(
          String.format(
              "row %d: expected a number within float's range for %s, found %s", row, of, value));
    }
    return (float) value;
  }

  /** What a token is called in a message. */
  static String name(JsonToken token) {
    return token.name().replace("VALUE_", "").replace('_', ' ').toLowerCase(Locale.ROOT);
  }
}
