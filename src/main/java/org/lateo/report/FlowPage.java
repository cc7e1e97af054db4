package org.lateo.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lateo.FlowModel;
import org.lateo.inference.LogLikelihood;
import org.lateo.report.page.DataTable;
import org.lateo.report.page.Histogram;
import org.lateo.report.page.Histogram.Values;
import org.lateo.report.page.KeyFigures;
import org.lateo.report.page.KeyFigures.KeyFigure;
import org.lateo.report.page.Page;
import org.lateo.report.page.Section;
import org.tribuo.Example;

/** What a report tells of a flow. */
final class FlowPage {
  /** So many rows are shown, and as many are drawn; more dots hide each other. */
  private static final int MOST_ROWS = 1500;

  private static final int UNUSUAL = 10;
  private static final int REASONS = 3;
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
    this.drawn = model.decodes() ? model.sample(MOST_ROWS, SEED) : new double[0][];
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
    new DrawnSection(facts, drawn).section().ifPresent(sections::add);
    return new Page(
        facts.isFresh() && !rows.isEmpty()
            ? "How probable the rows of " + facts.shownSource() + " are"
            : "What a flow learned from " + facts.source(),
        "A normalising flow has learned, without labels, the probability density of rows of "
            + Facts.count(facts.features().size())
            + " numbers. Of any row it says the density exactly, and it draws new rows.",
        sections);
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
    return String.format(
        Locale.ROOT,
        "nats, ± %s (standard error), %s",
        Facts.number(exact.standardError()),
        facts.isFresh() ? "of rows it has not learned from" : "of training rows");
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
    List<Integer> lowest =
        IntStream.range(0, nats.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> nats[i]))
            .limit(UNUSUAL)
            .toList();
    List<Example<?>> shown = new ArrayList<>();
    lowest.forEach(i -> shown.add(rows.get(i)));
    Optional<double[][]> parts = model.featureNats(shown);
    Optional<double[]> usual = parts.flatMap(p -> model.usualFeatureNats());
    List<List<String>> lines = new ArrayList<>();
    for (int i = 0; i < lowest.size(); i++) {
      List<String> line = new ArrayList<>();
      line.add(facts.rowNumber(lowest.get(i)));
      line.add(Facts.number(nats[lowest.get(i)]));
      if (drawnNats.length > 0) {
        line.add(Facts.percent(shareBelow(nats[lowest.get(i)])));
      }
      if (usual.isPresent()) {
        line.add(reasons(parts.orElseThrow()[i], usual.get()));
      }
      lines.add(line);
    }
    List<String> header = new ArrayList<>(List.of("row", "log-density, nats"));
    header.addAll(drawnNats.length > 0 ? List.of("drawn rows below") : List.of());
    header.addAll(usual.isPresent() ? List.of("why") : List.of());
    return new Section(
        "The most unusual rows",
        facts.isFresh()
            ? "The rows of the lowest log-density."
            : "The training rows of the lowest log-density. The flow has learned from them, so that"
                + " it finds them more usual than it would as new rows.",
        new DataTable(
            usual.isPresent()
                ? "Reasons are nats by which a column, given those before it, lies below its mean in"
                    + " drawn rows."
                : "A flow of couplings, or one that takes the columns in several orders, does not say"
                    + " which columns speak against a row.",
            header,
            lines));
  }

  private double shareBelow(double logDensity) {
    return Arrays.stream(drawnNats).filter(x -> x <= logDensity).count()
        / (double) drawnNats.length;
  }

  private String reasons(double[] parts, double[] usual) {
    return IntStream.range(0, parts.length)
        .filter(c -> parts[c] < usual[c])
        .boxed()
        .sorted(Comparator.comparingDouble(c -> parts[c] - usual[c]))
        .limit(REASONS)
        .map(
            c ->
                Facts.name(model.featureNames().get(c))
                    + "\u00a0"
                    + Facts.number(parts[c] - usual[c]))
        .collect(Collectors.joining("\n"));
  }
}
