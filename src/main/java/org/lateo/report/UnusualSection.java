package org.lateo.report;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lateo.anomaly.AnomalyExplanation;
import org.lateo.anomaly.VAEAnomalyModel;
import org.lateo.report.page.DataTable;
import org.lateo.report.page.Section;
import org.tribuo.Example;

/**
 * The part of a report about the most unusual rows.
 *
 * @param scores of the rows, {@code [rows]}
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record UnusualSection(
    Facts facts, VAEAnomalyModel detector, List<? extends Example<?>> rows, double[] scores) {
  private static final int UNUSUAL = 10;
  private static final int REASONS = 3;

  Section section() {
    List<Integer> lowest =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> scores[i]))
            .limit(UNUSUAL)
            .toList();
    List<AnomalyExplanation> reasons = detector.explain(lowest.stream().map(rows::get).toList());
    List<List<String>> lines =
        IntStream.range(0, lowest.size())
            .mapToObj(i -> line(lowest.get(i), reasons.get(i)))
            .toList();
    return new Section(
        "The most unusual rows",
        facts.isFresh()
            ? "The rows that score lowest, each with the columns that speak most against it."
            : "The training rows that score lowest. The model has learned from them, so that they"
                + " score higher than they would as new rows.",
        new DataTable(
            "Reasons are nats that a column adds beyond what it adds in a usual row; rows count from"
                + " 1. The p-value is the share of usual rows that score no higher.",
            List.of("row", "score", "p-value", "why"),
            lines));
  }

  private List<String> line(int row, AnomalyExplanation why) {
    return List.of(
        facts.rowNumber(row),
        Facts.number(scores[row]),
        String.format(Locale.ROOT, "%.4f", detector.calibrationScores().pValue(scores[row])),
        why.features().stream()
            .limit(REASONS)
            .map(c -> Facts.name(c.name()) + "\u00a0" + Facts.number(c.deviation()))
            .collect(Collectors.joining("\n")));
  }
}
