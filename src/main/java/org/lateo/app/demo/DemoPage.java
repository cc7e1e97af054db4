package org.lateo.app.demo;

import java.util.List;
import java.util.Locale;
import org.lateo.report.page.DataTable;
import org.lateo.report.page.KeyFigures;
import org.lateo.report.page.KeyFigures.KeyFigure;
import org.lateo.report.page.LineChart;
import org.lateo.report.page.LineChart.Line;
import org.lateo.report.page.Page;
import org.lateo.report.page.Section;
import org.lateo.train.EpochReport;
import org.tribuo.Dataset;
import org.tribuo.classification.Label;

/** The demo's results as a page. */
record DemoPage(
    DigitsTour.Result digits, TelemetryTour.Result telemetry, Dataset<Label> test, long seed) {

  Page page() {
    TelemetrySections pump = new TelemetrySections(telemetry);
    return new Page(
        "Lateo: what a variational autoencoder learns without labels",
        "5,000 small images of digits and 5,000 readings of a pump, without labels. All results were"
            + " computed on this machine just now.",
        List.of(figures(), labels(), drawing(), map(), training(), pump.unusual(), pump.faults()));
  }

  private Section figures() {
    return new Section(
        "In short",
        "A variational autoencoder reduces each row to a few numbers, its code, and learns to"
            + " reconstruct the row from them. Classifiers work on the codes; a row of low"
            + " probability is unusual.",
        List.of(
            new KeyFigures(
                List.of(
                    new KeyFigure(
                        "50 labels, on pixels",
                        TelemetrySections.percent(digits.onPixels().mean()),
                        "test accuracy of a logistic regression"),
                    new KeyFigure(
                        "50 labels, on codes",
                        TelemetrySections.percent(digits.onCodes().mean()),
                        "the same logistic regression on " + digits.vae().latent() + " numbers"),
                    new KeyFigure(
                        "Faulty or not",
                        String.format(Locale.ROOT, "%.3f", telemetry.auroc()),
                        "AUROC of the detector at its defaults on pump telemetry"),
                    new KeyFigure(
                        "Which sensor",
                        TelemetrySections.percent(telemetry.named("", TelemetryTour.NAMED)),
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
            + " without labels, the classifier only the labelled ones. In these images the digits'"
            + " position varies most, which suits an autoencoder; other data gain less.",
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
