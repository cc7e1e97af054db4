package org.lateo.app.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.lateo.app.report.DataTable;
import org.lateo.app.report.LineChart;
import org.lateo.app.report.LineChart.Line;
import org.lateo.app.report.LineChart.Point;
import org.lateo.app.report.Section;
import org.tribuo.classification.evaluation.LabelEvaluationUtil.ROC;

/** What the demo's page says of the pump. */
record TelemetrySections(TelemetryTour.Result telemetry) {
  private static final int MOST_FEATURES = 6;

  /** How well faulty readings are told from sound ones. */
  Section unusual() {
    ROC curve = telemetry.curve();
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < curve.fpr.length; i++) {
      points.add(new Point(curve.fpr[i], curve.tpr[i]));
    }
    return new Section(
        "Unusual rows",
        "Two other autoencoders have learned usual readings of a pump. In 2,000 fresh readings a fifth"
            + " is faulty, mostly with every sensor within its usual range; what gives them away is"
            + " that the sensors do not fit together.",
        List.of(
            new LineChart(
                "Share of faults found against share of false alarms, as the alarm threshold on the"
                    + " ELBO moves.",
                "false alarms",
                "faults found",
                List.of(
                    new Line("ELBO", points),
                    new Line("guessing", List.of(new Point(0, 0), new Point(1, 1)))))));
  }

  /** Which sensors the detector names. */
  Section faults() {
    return new Section(
        "Which sensor is it?",
        "A row's score is a sum over its sensors, so each can be asked how far it is from what it"
            + " usually adds. The alarm threshold was set on usual readings held out of training, for"
            + " five false alarms in a hundred: "
            + percent(telemetry.falseAlarms())
            + " of fresh sound rows raised one, and "
            + percent(telemetry.found())
            + " of the faulty ones.",
        List.of(named(), kinds()));
  }

  private LineChart named() {
    List<Point> points =
        IntStream.rangeClosed(1, MOST_FEATURES)
            .mapToObj(most -> new Point(most, telemetry.named("", most)))
            .toList();
    return new LineChart(
        "Share of faults of which a faulty sensor is among the first features that speak against the"
            + " row.",
        "features looked at",
        "faults whose sensor is named",
        List.of(new Line("faulty sensor named", points)));
  }

  private DataTable kinds() {
    return new DataTable(
        "The faults, how often a faulty sensor is among the first "
            + TelemetryTour.NAMED
            + ", and what speaks most against the first row of each, in nats.",
        List.of("fault", "named", "faulty sensors", "first row"),
        new TreeSet<>(telemetry.faults().kinds())
            .stream().filter(kind -> !kind.equals(Faults.SOUND)).map(this::row).toList());
  }

  private List<String> row(String kind) {
    return List.of(
        kind.replace('_', ' '),
        percent(telemetry.named(kind, TelemetryTour.NAMED)),
        String.join(", ", telemetry.faults().sensorsOf(kind)),
        telemetry.example(kind));
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
