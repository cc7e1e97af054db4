package org.lateo.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.lateo.anomaly.AnomalyExplanation;
import org.lateo.anomaly.CalibrationScores;
import org.lateo.anomaly.FalseAlarmRate;
import org.lateo.anomaly.VAEAnomalyModel;
import org.lateo.config.PartKind;
import org.lateo.report.page.Bars;
import org.lateo.report.page.Bars.Bar;
import org.lateo.report.page.DataTable;
import org.lateo.report.page.Histogram;
import org.lateo.report.page.Histogram.Mark;
import org.lateo.report.page.Histogram.Values;
import org.lateo.report.page.KeyFigures;
import org.lateo.report.page.KeyFigures.KeyFigure;
import org.lateo.report.page.LineChart;
import org.lateo.report.page.LineChart.Line;
import org.lateo.report.page.LineChart.Point;
import org.lateo.report.page.Page;
import org.lateo.report.page.Section;
import org.tribuo.Example;
import org.tribuo.anomaly.Event;
import org.tribuo.anomaly.Event.EventType;
import org.tribuo.classification.evaluation.LabelEvaluationUtil;

/** What a report tells of a detector. */
final class AnomalyPage {
  private static final double[] RATES = {0.001, 0.01, 0.05, 0.1};
  private static final int MOST_FEATURES = 15;

  private final Facts facts;
  private final VAEAnomalyModel detector;
  private final CalibrationScores calibration;
  private final List<? extends Example<?>> rows;
  private final double[] scores;
  private final boolean[] isAnomalous;
  private final boolean isJudged;

  AnomalyPage(Facts facts, VAEAnomalyModel detector) {
    this.facts = facts;
    this.detector = detector;
    this.calibration = detector.calibrationScores();
    this.rows = facts.examples();
    this.scores = detector.score(rows);
    this.isAnomalous = new boolean[rows.size()];
    int expected = 0;
    int anomalous = 0;
    for (int i = 0; i < isAnomalous.length; i++) {
      isAnomalous[i] = isOf(rows.get(i), EventType.ANOMALOUS);
      anomalous += isAnomalous[i] ? 1 : 0;
      expected += isOf(rows.get(i), EventType.EXPECTED) ? 1 : 0;
    }
    this.isJudged = facts.isFresh() && anomalous > 0 && expected > 0;
  }

  private static boolean isOf(Example<?> row, EventType type) {
    return row.getOutput() instanceof Event event && event.getType() == type;
  }

  Page page() {
    List<Section> sections = new ArrayList<>(List.of(glance(), scores(), alarms()));
    if (isJudged) {
      sections.add(judged());
    }
    if (!rows.isEmpty()) {
      sections.add(unusual());
    }
    sections.add(features());
    return new Page(
        "What is unusual in " + facts.shownSource(),
        "A detector has learned, without labels, how usual rows look. A row's score tells how usual"
            + " it is, in nats (natural logarithms of its probability); low is unusual, and below a"
            + " threshold the row raises an alarm.",
        sections);
  }

  private Section glance() {
    List<KeyFigure> figures =
        new ArrayList<>(
            List.of(
                new KeyFigure(
                    "Threshold",
                    Facts.number(detector.threshold()),
                    "nats, by " + PartKind.format(detector.thresholdRule())),
                facts.isFresh() && !rows.isEmpty()
                    ? new KeyFigure(
                        "Alarms",
                        Facts.percent(alarmed() / (double) rows.size()),
                        Facts.count(alarmed()) + " of " + Facts.count(rows.size()) + " rows")
                    : new KeyFigure(
                        "Alarms",
                        Facts.percent(below(calibration.usual())),
                        "of usual rows that were held out of training"),
                new KeyFigure(
                    "Calibration",
                    Facts.count(calibration.usual().length),
                    "rows held out of training set the threshold"),
                new KeyFigure(
                    detector.plural().substring(0, 1).toUpperCase(Locale.ROOT)
                        + detector.plural().substring(1),
                    Integer.toString(detector.members().size()),
                    "whose scores are averaged")));
    if (isJudged) {
      figures.add(
          new KeyFigure(
              "Area under the ROC curve",
              String.format(Locale.ROOT, "%.3f", auroc()),
              "0.5 is chance, 1 is without error"));
      figures.add(
          new KeyFigure(
              "Anomalies found",
              Facts.percent(below(of(i -> isAnomalous[i]))),
              "of known anomalies raise an alarm"));
    }
    return new Section(
        "At a glance", "What the detector promises, and what it did.", new KeyFigures(figures));
  }

  private long alarmed() {
    return Arrays.stream(scores).filter(this::isAlarm).count();
  }

  private boolean isAlarm(double score) {
    return score < detector.threshold() || score == Double.NEGATIVE_INFINITY;
  }

  private double below(double[] some) {
    return Arrays.stream(some).filter(this::isAlarm).count() / (double) Math.max(1, some.length);
  }

  private double[] of(IntPredicate chosen) {
    return IntStream.range(0, scores.length).filter(chosen).mapToDouble(i -> scores[i]).toArray();
  }

  private Section scores() {
    List<Values> groups = new ArrayList<>();
    groups.add(new Values("usual rows, held out of training", calibration.usual()));
    if (facts.isFresh() && scores.length > 0) {
      groups.add(
          isJudged
              ? new Values("known anomalies", of(i -> isAnomalous[i]))
              : new Values("these rows", scores));
    } else if (calibration.anomalous().length > 0) {
      groups.add(new Values("known anomalies", calibration.anomalous()));
    }
    double high = groups.stream().flatMapToDouble(g -> Arrays.stream(g.values())).max().orElse(1);
    double low = low(groups, high);
    return new Section(
        "Scores",
        "How often each score occurs. Rows to the left of the threshold raise an alarm.",
        new Histogram(
            "The first bar also counts all rows below it. Training has not seen the usual rows shown"
                + " here, so new usual rows score alike.",
            "score, nats",
            low,
            high > low ? high : low + 1,
            groups,
            List.of(new Mark("threshold", detector.threshold()))));
  }

  /** Far below the threshold all rows are alike, and would leave no room for the others. */
  private double low(List<Values> groups, double high) {
    double lowest =
        groups.stream()
            .flatMapToDouble(g -> Arrays.stream(g.values()))
            .filter(Double::isFinite)
            .min()
            .orElse(0);
    double threshold = detector.threshold();
    return Double.isFinite(threshold) ? Math.max(lowest, 2.5 * threshold - 1.5 * high) : lowest;
  }

  private Section alarms() {
    List<List<String>> lines = new ArrayList<>();
    for (double rate : RATES) {
      FalseAlarmRate rule = new FalseAlarmRate(rate);
      if (rule.rowsNeeded() <= calibration.usual().length) {
        double at = rule.threshold(calibration);
        List<String> line = new ArrayList<>();
        line.add(Facts.percent(rate));
        line.add(Facts.number(at));
        if (facts.isFresh() && !rows.isEmpty()) {
          line.add(
              Facts.percent(
                  Arrays.stream(scores).filter(s -> s < at).count() / (double) scores.length));
        }
        lines.add(line);
      }
    }
    List<String> header = new ArrayList<>(List.of("promised false alarms", "threshold, nats"));
    if (facts.isFresh() && !rows.isEmpty()) {
      header.add("alarms in these rows");
    }
    DataTable table =
        new DataTable(
            "A lower rate needs a lower threshold, below which fewer anomalies fall. In Java it needs"
                + " no new training: detector.withThreshold(new FalseAlarmRate(0.01)).",
            header,
            lines);
    String text =
        "The threshold follows from rows that were held out of training, so that of usual rows on"
            + " average no more than the promised share raises an alarm.";
    return facts.isFresh() && !rows.isEmpty()
        ? new Section("Alarm rate and calibration", text, table, pValues())
        : new Section("Alarm rate and calibration", text, table);
  }

  /** The share of usual rows whose p-value is at most that on the axis. */
  private LineChart pValues() {
    double[] usual = isJudged ? of(i -> !isAnomalous[i]) : scores;
    double[] sorted = Arrays.stream(usual).map(calibration::pValue).sorted().toArray();
    List<Point> points = new ArrayList<>(List.of(new Point(0, 0)));
    int step = Math.max(1, sorted.length / 200);
    for (int i = step - 1; i < sorted.length; i += step) {
      points.add(new Point(sorted[i], (i + 1.0) / sorted.length));
    }
    points.add(new Point(1, 1));
    String whose = isJudged ? "rows not known to be anomalous" : "these rows";
    return LineChart.ofShares(
        "A p-value is the share of usual rows that score no higher. Along the diagonal the promise is"
            + " kept; a curve above it at its left end means more unusual rows than promised, by"
            + " faults or because what is usual has moved (detector.withCalibration(newerRows)).",
        "p-value at most",
        "share of rows",
        List.of(new Line(whose, points), Line.diagonal("as promised")));
  }

  private double auroc() {
    return LabelEvaluationUtil.binaryAUCROC(isAnomalous, unusualness());
  }

  private double[] unusualness() {
    return Arrays.stream(scores).map(s -> Math.min(Double.MAX_VALUE, -s)).toArray();
  }

  private Section judged() {
    LabelEvaluationUtil.ROC curve =
        LabelEvaluationUtil.generateROCCurve(isAnomalous, unusualness());
    return new Section(
        "Known anomalies",
        "As the threshold moves, more anomalies are found at the price of more false alarms.",
        LineChart.ofShares(
            "The further the curve lies above the dotted line, the better scores tell anomalies from"
                + " usual rows.",
            "false alarms, share of usual rows",
            "anomalies found, share",
            List.of(new Line("this detector", curve(curve)), Line.diagonal("chance"))));
  }

  /** The corners of the curve. */
  static List<Point> curve(LabelEvaluationUtil.ROC curve) {
    return IntStream.range(0, curve.fpr.length)
        .mapToObj(i -> new Point(curve.fpr[i], curve.tpr[i]))
        .toList();
  }

  private Section unusual() {
    UnusualSection all = new UnusualSection(facts, "score", scores);
    return all.section(
        facts.isFresh()
            ? "The rows that score lowest, each with the columns that speak most against it."
            : "The training rows that score lowest.",
        "Reasons are nats that a column adds beyond what it adds in a usual row; rows count from 1."
            + " The p-value is the share of usual rows that score no higher.",
        List.of(
            all.column(
                "p-value",
                row -> String.format(Locale.ROOT, "%.4f", calibration.pValue(scores[row]))),
            UnusualSection.why(
                detector.explain(all.examples()).stream().map(AnomalyExplanation::features))));
  }

  private Section features() {
    List<Bar> bars =
        detector.getTopFeatures(MOST_FEATURES).values().iterator().next().stream()
            .map(pair -> new Bar(Facts.name(pair.getA()), pair.getB()))
            .toList();
    int all = detector.getTopFeatures(-1).values().iterator().next().size();
    return new Section(
        "Each column's part",
        "How much usual rows differ by what a column adds to their score: the columns that carry most"
            + " of what the score tells.",
        new Bars(
            all > MOST_FEATURES
                ? "The first " + MOST_FEATURES + " of " + all + " columns."
                : "All columns.",
            "column",
            "mean distance from a usual row's, nats",
            bars));
  }
}
