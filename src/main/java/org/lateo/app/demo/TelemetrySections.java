package org.lateo.app.demo;

import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.lateo.report.page.DataTable;
import org.lateo.report.page.LineChart;
import org.lateo.report.page.LineChart.Line;
import org.lateo.report.page.LineChart.Point;
import org.lateo.report.page.Section;
import org.tribuo.classification.evaluation.LabelEvaluationUtil.ROC;

/** The sections of the demo's page about the pump. */
record TelemetrySections(TelemetryTour.Result telemetry) {
  private static final int MOST_FEATURES = 6;

  /** How well scores separate faulty readings from sound ones. */
  Section unusual() {
    return new Section(
        "Unusual rows",
        "A detector at its defaults, new VAEAnomalyTrainer(), has learned usual readings of a pump. Of"
            + " 2,000 new readings a fifth is faulty, mostly with every sensor within its usual range; they are unusual since"
            + " the sensors' values do not occur together.",
        LineChart.ofShares(
            String.format(
                Locale.ROOT,
                "As the alarm threshold moves, more faults are found at the price of more false"
                    + " alarms. The area under the curve is %.3f by the detector, %.3f by the mean"
                    + " distance to the five nearest training rows, and %.3f by an isolation forest"
                    + " of 100 trees; 0.5 is chance. All three learned from the same rows just now.",
                telemetry.auroc(),
                telemetry.aurocByDistance(),
                telemetry.aurocByForest()),
            "false alarms, share of sound rows",
            "faults found, share of faults",
            List.of(
                new Line("Lateo", points(telemetry.curve())),
                new Line("nearest rows", points(telemetry.curveByDistance())),
                new Line("isolation forest", points(telemetry.curveByForest())),
                Line.diagonal("chance"))));
  }

  private static List<Point> points(ROC curve) {
    return IntStream.range(0, curve.fpr.length)
        .mapToObj(i -> new Point(curve.fpr[i], curve.tpr[i]))
        .toList();
  }

  /** How often the detector names the faulty sensor. */
  Section faults() {
    return new Section(
        "Which sensor is it?",
        "A row's score is a sum over its sensors, so that each sensor's part can be compared with what"
            + " it usually adds. The alarm threshold was set on usual readings held out of training,"
            + " for five false alarms in a hundred: "
            + percent(telemetry.falseAlarms())
            + " of new sound rows raised an alarm, and "
            + percent(telemetry.found())
            + " of the faulty rows.",
        List.of(named(), kinds()));
  }

  private LineChart named() {
    List<Point> points =
        IntStream.rangeClosed(1, MOST_FEATURES)
            .mapToObj(most -> new Point(most, telemetry.named("", most)))
            .toList();
    return new LineChart(
        "Share of faults with a faulty sensor among the first features that lower the row's score.",
        "features looked at, the most unusual first",
        "faults whose sensor is named, share",
        List.of(new Line("faulty sensor named", points)));
  }

  private DataTable kinds() {
    return new DataTable(
        "The faults, how often a faulty sensor is among the first "
            + TelemetryTour.NAMED
            + ", which sensors are faulty, and what lowers the score of the first row most, in nats.",
        List.of("fault", "named", "faulty sensors, and what the first row's score names"),
        new TreeSet<>(telemetry.faults().kinds())
            .stream().filter(kind -> !kind.equals(Faults.SOUND)).map(this::row).toList());
  }

  private List<String> row(String kind) {
    return List.of(
        kind.replace('_', ' '),
        percent(telemetry.named(kind, TelemetryTour.NAMED)),
        String.join(", ", telemetry.faults().sensorsOf(kind)) + "\n→ " + telemetry.example(kind));
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
