package org.lateo.app.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Function;
import org.lateo.app.input.DataOptions;
import org.lateo.app.input.Datasets;
import org.lateo.app.input.OutputKind;
import org.lateo.app.input.SheetReader;
import org.lateo.train.TrainingListener;
import org.tribuo.Dataset;
import org.tribuo.Output;
import org.tribuo.anomaly.Event;
import org.tribuo.classification.Label;

/**
 * The tour.
 *
 * @param data the folder {@code test-data}
 * @param folder where models and page go
 * @param seed of everything random
 * @param threads as for trainers
 * @param out where lines go
 * @param progress a listener for a training of that many epochs
 */
public record Demo(
    Path data,
    Path folder,
    long seed,
    int threads,
    PrintStream out,
    Function<String, TrainingListener> progress) {

  /**
   * Runs it.
   *
   * @return the page
   * @throws IOException if a file cannot be read or written
   */
  public Path run() throws IOException {
    Files.createDirectories(folder);
    Dataset<Label> train = digits("train");
    Dataset<Label> test = digits("test");
    say("1. Digits: %,d images, %d labels a class kept", train.size(), DigitsTour.LABELS_A_CLASS);
    DigitsTour.Result digits =
        new DigitsTour(train, test, seed, threads).run(progress.apply("digits"), folder);
    say("   50 labels, on pixels       %s correct", digits.onPixels().percent());
    say("   50 labels, on latent codes %s correct", digits.onCodes().percent());
    say(
        "   saved as one file of %,d kB, reloaded: %s",
        digits.fileBytes() / 1024,
        digits.reloadedEqual() ? "every prediction the same" : "PREDICTIONS DIFFER");
    say("   exported to ONNX, differs from Java by at most %.1e", digits.onnxDifference());
    say("2. Telemetry of a pump: what is usual, and what is not");
    TelemetryTour.Result telemetry =
        new TelemetryTour(telemetry("train"), telemetry("test"), seed, threads)
            .run(progress.apply("telemetry"));
    say("   faults told from usual rows by their ELBO: AUROC %.3f", telemetry.auroc());
    Path page = folder.resolve("demo.html");
    Files.writeString(
        page, new DemoPage(digits, telemetry, test, seed).report().html(), StandardCharsets.UTF_8);
    return page;
  }

  private Dataset<Label> digits(String split) {
    DataOptions images =
        DataOptions.of(data.resolve("digits-" + split + "-images-idx3-ubyte.gz"))
            .withLabels(data.resolve("digits-" + split + "-labels-idx1-ubyte.gz"));
    return read(images, OutputKind.labels());
  }

  private Dataset<Event> telemetry(String split) {
    DataOptions rows =
        DataOptions.of(data.resolve("telemetry-" + split + ".csv.gz")).withResponse("status");
    return read(rows, OutputKind.events("ANOMALOUS"));
  }

  private static <T extends Output<T>> Dataset<T> read(DataOptions options, OutputKind<T> kind) {
    return Datasets.toTrain(SheetReader.read(options), kind);
  }

  private void say(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }
}
