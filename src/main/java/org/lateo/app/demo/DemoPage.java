package org.lateo.app.demo;

import java.util.List;
import java.util.Locale;
import org.lateo.report.page.Bars;
import org.lateo.report.page.Bars.Bar;
import org.lateo.report.page.DataTable;
import org.lateo.report.page.KeyFigures;
import org.lateo.report.page.KeyFigures.KeyFigure;
import org.lateo.report.page.LineChart;
import org.lateo.report.page.LineChart.Line;
import org.lateo.report.page.Page;
import org.lateo.report.page.Section;
import org.lateo.semisupervised.TriedMethod;
import org.lateo.train.EpochReport;
import org.tribuo.Dataset;
import org.tribuo.classification.Label;

/** The demo's results as a page. */
record DemoPage(
    DigitsTour.Result digits, TelemetryTour.Result telemetry, Dataset<Label> test, long seed) {

  /**
   * The page.
   *
   * @param next its end
   */
  Page page(Section next) {
    TelemetrySections pump = new TelemetrySections(telemetry);
    return new Page(
        "Lateo: what autoencoders learn without labels",
        "5,000 small images of digits and 5,000 readings of a pump, without labels. All results were"
            + " computed on this machine just now.",
        List.of(
            figures(),
            labels(),
            drawing(),
            map(),
            training(),
            pump.unusual(),
            pump.faults(),
            next));
  }

  private Section figures() {
    return new Section(
        "In short",
        "A variational autoencoder reduces each row to a few numbers, its code, and learns to"
            + " restore the row from them. Classifiers work on the codes; a row of low probability is"
            + " unusual.",
        new KeyFigures(
            new KeyFigure(
                "50 labels, on pixels",
                TelemetrySections.percent(digits.onPixels().mean()),
                "test accuracy of logistic regression on 256 pixels"),
            new KeyFigure(
                "50 labels, on codes",
                TelemetrySections.percent(digits.onCodes().mean()),
                "the same on " + digits.vae().latent() + " numbers a digit"),
            new KeyFigure(
                "50 labels, the best",
                TelemetrySections.percent(digits.accuracyOfBest()),
                "of four methods, chosen without a look at test digits"),
            new KeyFigure(
                "Faulty or not",
                String.format(Locale.ROOT, "%.3f", telemetry.auroc()),
                "area under the ROC curve; nearest rows have "
                    + String.format(Locale.ROOT, "%.3f", telemetry.aurocByDistance())),
            new KeyFigure(
                "Which sensor",
                TelemetrySections.percent(telemetry.named("", TelemetryTour.NAMED)),
                "of faults have a faulty sensor among the first " + TelemetryTour.NAMED),
            new KeyFigure(
                "Java and ONNX Runtime",
                String.format(Locale.ROOT, "%.0e", digits.onnxDifference()),
                "largest relative difference of the exported classifier")));
  }

  private Section labels() {
    List<Bar> tried =
        digits.best().tried().stream()
            .filter(one -> Double.isFinite(one.logLoss()))
            .map(one -> bar(one, digits.best().chosen()))
            .toList();
    return new Section(
        "Few labels",
        "Labels are scarce, images are not. The autoencoder has seen all 5,000 training images"
            + " without labels, the classifier only the 50 labelled ones. In these images the digits'"
            + " position varies most, which suits an autoencoder; other data gain less.",
        new DataTable(
            "Accuracy on 1,000 test digits. ± is the standard deviation over "
                + DigitsTour.DRAWS
                + " random draws of the 50 labels; the best of four is of one draw, with "
                + String.format(Locale.ROOT, "%,d", DigitsTour.COMPARED)
                + " of the digits.",
            List.of("method", "accuracy"),
            List.of(
                List.of("logistic regression on 256 pixels", digits.onPixels().percent()),
                List.of(
                    "the same on " + digits.vae().latent() + " numbers of the code",
                    digits.onCodes().percent()),
                List.of(
                    "the best of four, here " + digits.best().chosen(),
                    TelemetrySections.percent(digits.accuracyOfBest())))),
        new Bars(
            "How the best was found: each method guesses labels that are hidden from it, one fifth"
                + " after another; the shorter the bar, the better. raw: pixels; m1: codes; both; spread:"
                + " unlabelled digits first get the labels of the digits around their codes.",
            "method",
            "log-loss of hidden labels, nats, with its standard error",
            tried));
  }

  private static Bar bar(TriedMethod one, String chosen) {
    return new Bar(one.method(), one.logLoss(), one.error(), one.method().equals(chosen));
  }

  private Section drawing() {
    DigitsPictures pictures = new DigitsPictures(digits.vae(), test, seed);
    return new Section(
        "What the codes hold",
        "If a digit can be reconstructed from its code, the code holds what matters about it.",
        List.of(pictures.reconstructions(), pictures.samples(), pictures.morphs()));
  }

  private Section map() {
    return new Section(
        "A map of the digits",
        "Similar digits get similar codes, so classes gather in regions of their own.",
        List.of(DigitsPictures.map(digits.map(), test), DigitsPictures.manifold(digits.map())));
  }

  private Section training() {
    List<EpochReport> history = digits.history();
    return new Section(
        "Training",
        "Training raises a lower bound on the log-probability of the data (the evidence lower bound,"
            + " ELBO), in nats a digit. A tenth of the rows is kept aside for validation.",
        List.of(
            new LineChart(
                "Higher is better. Where the validation curve falls behind, the model begins to"
                    + " memorise single digits.",
                "epoch",
                "ELBO in nats",
                List.of(
                    Line.of("training", history, EpochReport::epoch, EpochReport::elbo),
                    Line.of(
                        "validation", history, EpochReport::epoch, EpochReport::validationElbo)))));
  }
}
