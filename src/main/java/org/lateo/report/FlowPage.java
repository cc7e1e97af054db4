package org.lateo.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.lateo.FlowModel;
import org.lateo.anomaly.AnomalyExplanation.Contribution;
import org.lateo.inference.LogLikelihood;
import org.lateo.report.UnusualSection.Column;
import org.lateo.report.page.Histogram;
import org.lateo.report.page.Histogram.Values;
import org.lateo.report.page.KeyFigures;
import org.lateo.report.page.KeyFigures.KeyFigure;
import org.lateo.report.page.Page;
import org.lateo.report.page.Section;
import org.tribuo.Example;

/** What a report tells of a flow. */
final class FlowPage {
  /** More dots would hide each other. */
  private static final int DRAWN = 1500;

  private static final long SEED = 1;

  private final Facts facts;
  private final FlowModel model;
  private final List<? extends Example<?>> rows;

  /** log p(x) of each row, {@code [rows]}. */
  private final double[] nats;

  /** Of the rows' log-densities, mean and error. */
  private final LogLikelihood exact;

  /** Rows drawn from the flow, {@code [drawn, columns]}; none where that takes too many passes. */
  private final double[][] drawn;

  /** log p(x) of each drawn row, ascending. */
  private final double[] drawnNats;

  FlowPage(Facts facts, FlowModel model) {
    this.facts = facts;
    this.model = model;
    this.rows = facts.examples();
    this.exact = model.estimateLogLikelihood(rows, 1);
    this.nats = exact.nats();
    this.drawn = model.decodes() ? model.sample(DRAWN, SEED) : new double[0][];
    this.drawnNats = Arrays.stream(model.logDensity(drawn)).sorted().toArray();
  }

  Page page() {
    List<Section> sections = new ArrayList<>(List.of(glance()));
    if (nats.length + drawnNats.length > 0) {
      sections.add(densities());
    }
    if (!rows.isEmpty()) {
      sections.add(unusual());
    }
    new DrawnSection(facts, asManyAsRows()).section().ifPresent(sections::add);
    return new Page(
        facts.isFresh() && !rows.isEmpty()
            ? "How probable the rows of " + facts.shownSource() + " are"
            : "What a flow learned from " + facts.source(),
        "A normalising flow has learned, without labels, the probability density of rows of "
            + Facts.count(facts.features().size())
            + " numbers. Of any row it says the density exactly, and it draws new rows.",
        sections);
  }

  /** The first of the drawn rows, so that they lie as densely as rows do if the flow fits. */
  private double[][] asManyAsRows() {
    return Arrays.copyOf(drawn, Math.min(drawn.length, rows.size()));
  }

  private Section glance() {
    return new Section(
        "At a glance",
        "The log-density tells how usual a row is, in nats (natural logarithms) of its values as"
            + " they are: one nat more is 2.7 times as probable. It depends on the units of the"
            + " columns, so that only models of the same columns can be compared.",
        new KeyFigures(
            new KeyFigure("Log-density", mean(), whose()),
            new KeyFigure(
                "Of drawn rows",
                drawn.length == 0
                    ? "unknown"
                    : Facts.number(Arrays.stream(drawnNats).average().orElseThrow()),
                drawn.length == 0
                    ? "since drawing would take a pass for each column"
                    : "nats; if far above that of new rows, the flow has memorised"),
            new KeyFigure("Numbers in a row", Facts.count(facts.features().size()), "columns"),
            new KeyFigure(
                "Rows", facts.size() == 0 ? "none" : Facts.count(facts.size()), "shown")));
  }

  private String mean() {
    return nats.length == 0 ? "unknown" : Facts.number(exact.mean());
  }

  private String whose() {
    if (nats.length == 0) {
      return "without rows";
    }
    double error = exact.standardError();
    return "nats, "
        + (Double.isNaN(error) ? "" : "± " + Facts.number(error) + " (standard error), ")
        + (facts.isFresh() ? "of rows it has not learned from" : "of training rows");
  }

  private Section densities() {
    List<Values> groups = new ArrayList<>();
    if (nats.length > 0) {
      groups.add(new Values(facts.isFresh() ? "these rows" : "training rows", nats));
    }
    if (drawnNats.length > 0) {
      groups.add(new Values("rows drawn from the flow", drawnNats));
    }
    double[] all =
        groups.stream()
            .flatMapToDouble(group -> Arrays.stream(group.values()))
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    double high = all.length == 0 ? 1 : all[all.length - 1];
    // A few rows far below all others would leave no room for these.
    double low = all.length == 0 ? 0 : Math.max(all[0], 3 * all[all.length / 10] - 2 * high);
    return new Section(
        "Log-densities",
        "How often each log-density occurs. Rows far to the left are unlike those that the flow has"
            + " learned from.",
        new Histogram(
            "The first bar also counts all rows below it. If the flow fits, rows and drawn rows look"
                + " alike here.",
            "log-density, nats",
            low,
            high > low ? high : low + 1,
            groups,
            List.of()));
  }

  private Section unusual() {
    UnusualSection all = new UnusualSection(facts, "log-density, nats", nats);
    List<Column> columns = new ArrayList<>();
    if (drawnNats.length > 0) {
      columns.add(all.column("drawn rows below", row -> Facts.percent(shareBelow(nats[row]))));
    }
    Optional<Column> why = why(all.examples());
    why.ifPresent(columns::add);
    return all.section(
        (facts.isFresh() ? "The rows" : "The training rows") + " of the lowest log-density.",
        why.isPresent()
            ? "Reasons are nats by which a column, given those before it, lies below its mean in"
                + " drawn rows."
            : "A flow of couplings, or one that takes the columns in several orders, does not say"
                + " which columns speak against a row.",
        columns);
  }

  private Optional<Column> why(List<Example<?>> shown) {
    Optional<double[][]> parts = model.featureNats(shown);
    return parts
        .flatMap(p -> model.usualFeatureNats())
        .map(
            usual ->
                UnusualSection.why(
                    Arrays.stream(parts.orElseThrow())
                        .map(nats -> Contribution.ofParts(model.featureNames(), nats, usual))));
  }

  private double shareBelow(double logDensity) {
    return Arrays.stream(drawnNats).filter(x -> x <= logDensity).count()
        / (double) drawnNats.length;
  }
}
