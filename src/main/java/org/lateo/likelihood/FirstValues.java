package org.lateo.likelihood;

import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.lateo.graph.Parameter;

/** First values of a parameter from the training columns. */
final class FirstValues {
  private FirstValues() {}

  /** One value for each column; a single one is their average. */
  static Map<Parameter, float[]> of(
      Parameter parameter, List<ColumnSummary> columns, ToDoubleFunction<ColumnSummary> value) {
    float[] values = new float[parameter.size()];
    for (int c = 0; c < columns.size(); c++) {
      float first = (float) value.applyAsDouble(columns.get(c));
      if (values.length == columns.size()) {
        values[c] = first;
      } else {
        values[0] += first / columns.size();
      }
    }
    return Map.of(parameter, values);
  }
}
