package org.lateo.app.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.lateo.app.report.DataTable;
import org.lateo.app.report.KeyFigures;
import org.lateo.app.report.KeyFigures.KeyFigure;
import org.lateo.app.report.LineChart;
import org.lateo.app.report.LineChart.Line;
import org.lateo.app.report.LineChart.Point;
import org.lateo.app.report.Report;
import org.lateo.app.report.Section;
import org.lateo.train.EpochReport;
import org.tribuo.Dataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.evaluation.LabelEvaluationUtil.ROC;

/** The demo's results as a page. */
record DemoPage(
    DigitsTour.Result digits, TelemetryTour.Result telemetry, Dataset<Label> test, long seed) {

  private static final int MOST_FEATURES = 6;

  Report report() {
    return new Report(
        "Lateo: what a variational autoencoder learns without labels",
        "5,000 small images of digits and 5,000 readings of a pump, no labels. What follows was"
            + " computed on this machine just now.",
        List.of(figures(), labels(), drawing(), map(), training(), unusual(), faults()));
  }

  private Section figures() {
    return new Section(
        "In short",
        "A variational autoencoder squeezes each row into a few numbers, its code, and learns to"
            + " restore the row from them. The codes serve classifiers; how well a row fits tells"
            + " whether it is unusual.",
        List.of(
            new KeyFigures(
                List.of(
                    new KeyFigure(
                        "50 labels, on pixels",
                        percent(digits.onPixels().mean()),
                        "test accuracy of a logistic regression"),
                    new KeyFigure(
                        "50 labels, on codes",
                        percent(digits.onCodes().mean()),
                        "the same logistic regression on " + digits.vae().latent() + " numbers"),
                    new KeyFigure(
                        "Faulty or not",
                        String.format(Locale.ROOT, "%.3f", telemetry.auroc()),
                        "AUROC of the evidence lower bound on pump telemetry"),
                    new KeyFigure(
                        "Which sensor",
                        percent(telemetry.named("", TelemetryTour.NAMED)),
                        "of faults have a faulty sensor among the first "
                            + TelemetryTour.NAMED
                            + " that explain them"),
                    new KeyFigure(
                        "Java and ONNX Runtime",
                        String.format(Locale.ROOT, "%.0e", digits.onnxDifference()),
                        "largest relative difference of the exported pipeline")))));
  }

  private Section labels() {
    return new Section(
        "Few labels",
        "Labels are scarce, images are not. The autoencoder has seen all 5,000 training images"
            + " without labels; the classifier only the labelled ones. In these pictures the digits'"
            + " place varies most, which suits an autoencoder; other data gain less.",
        List.of(
            new DataTable(
                "Accuracy on 1,000 test digits, mean and standard deviation over "
                    + DigitsTour.DRAWS
                    + " random draws of the 50 labels.",
                List.of("features", "numbers a digit", "accuracy"),
                List.of(
                    List.of("pixels", "256", digits.onPixels().percent()),
                    List.of(
                        "latent codes",
                        Integer.toString(digits.vae().latent()),
                        digits.onCodes().percent())))));
  }

  private Section drawing() {
    DigitsPictures pictures = new DigitsPictures(digits.vae(), test, seed);
    return new Section(
        "What the codes hold",
        "If a digit can be drawn again from its code, the code holds what matters about it.",
        List.of(pictures.reconstructions(), pictures.samples(), pictures.morphs()));
  }

  private Section map() {
    return new Section(
        "A map of the digits",
        "Similar digits get similar codes, so classes gather in regions of their own.",
        List.of(DigitsPictures.map(digits.map(), test), DigitsPictures.manifold(digits.map())));
  }

  private Section training() {
    List<Point> train = new ArrayList<>();
    List<Point> validation = new ArrayList<>();
    for (EpochReport report : digits.history()) {
      train.add(new Point(report.epoch(), report.elbo()));
      validation.add(new Point(report.epoch(), report.validationElbo()));
    }
    return new Section(
        "Training",
        "Training raises a lower bound on the log-probability of the data (the evidence lower bound,"
            + " ELBO), in nats a digit. A tenth of the rows is kept aside for validation.",
        List.of(
            new LineChart(
                "Higher is better. Where the validation curve falls behind, the model begins to learn"
                    + " single digits by heart.",
                "epoch",
                "ELBO in nats",
                List.of(new Line("training", train), new Line("validation", validation)))));
  }

  private Section unusual() {
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

  private Section faults() {
    List<Point> points = new ArrayList<>();
    for (int most = 1; most <= MOST_FEATURES; most++) {
      points.add(new Point(most, telemetry.named("", most)));
    }
    List<List<String>> rows = new ArrayList<>();
    for (String kind : new TreeSet<>(telemetry.faults().kinds())) {
      if (!kind.equals(Faults.SOUND)) {
        rows.add(
            List.of(
                kind.replace('_', ' '),
                percent(telemetry.named(kind, TelemetryTour.NAMED)),
                String.join(", ", telemetry.faults().sensorsOf(kind)),
                telemetry.example(kind)));
      }
    }
    return new Section(
        "Which sensor is it?",
        "A row's score is a sum over its sensors, so each can be asked how far it is from what it"
            + " usually adds. The alarm threshold was set on usual readings held out of training, for"
            + " five false alarms in a hundred: "
            + percent(telemetry.falseAlarms())
            + " of fresh sound rows raised one, and "
            + percent(telemetry.found())
            + " of the faulty ones.",
        List.of(
            new LineChart(
                "Share of faults of which a faulty sensor is among the first features that speak"
                    + " against the row.",
                "features looked at",
                "faults whose sensor is named",
                List.of(new Line("faulty sensor named", points))),
            new DataTable(
                "The faults, how often a faulty sensor is among the first "
                    + TelemetryTour.NAMED
                    + ", and what speaks most against the first row of each, in nats.",
                List.of("fault", "named", "faulty sensors", "first row"),
                rows)));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
