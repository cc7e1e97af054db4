package org.lateo.app.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.lateo.app.input.DataOptions;
import org.lateo.app.input.Datasets;
import org.lateo.app.input.OutputKind;
import org.lateo.app.input.SheetReader;
import org.lateo.app.output.ResultFile;
import org.lateo.app.progress.Progress;
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
 * @param narrator says what comes out
 * @param progress shows how a training goes
 */
public record Demo(
    Path data,
    Path folder,
    long seed,
    int threads,
    Narrator narrator,
    Supplier<Progress> progress) {
  private static final String PAGE = "demo.html";
  private static final List<String> OUTPUTS = List.of(DigitsTour.MODEL, DigitsTour.PIPELINE, PAGE);
  private static final String FAULTS = "telemetry-test-faults.csv.gz";
  private static final List<String> INPUTS =
      Stream.concat(
              Stream.of("train", "test")
                  .flatMap(split -> Stream.of(images(split), labels(split), rows(split))),
              Stream.of(FAULTS))
          .toList();

  /** Says a line. */
  @FunctionalInterface
  public interface Narrator {
    /** As {@code String.format}. */
    void say(String format, Object... values);
  }

  /**
   * What came out.
   *
   * @param accuracyOnPixels mean test accuracy with 50 labels
   * @param accuracyOnCodes the same on latent codes
   * @param onnxDifference the largest relative difference between ONNX Runtime and Java
   * @param auroc of the pump's faults
   * @param page the page
   */
  public record Result(
      double accuracyOnPixels,
      double accuracyOnCodes,
      double onnxDifference,
      double auroc,
      Path page) {}

  /**
   * Runs it.
   *
   * @throws IOException if a file cannot be read or written
   */
  public Result run() throws IOException {
    Files.createDirectories(folder);
    for (String name : OUTPUTS) {
      output(name).close(); // Before any work.
    }
    Dataset<Label> train = digits("train");
    Dataset<Label> test = digits("test");
    narrator.say(
        "1. Digits: %,d images, %d labels a class kept", train.size(), DigitsTour.LABELS_A_CLASS);
    DigitsTour.Result digits = digits(train, test);
    narrator.say("   50 labels, on pixels       %s correct", digits.onPixels().percent());
    narrator.say("   50 labels, on latent codes %s correct", digits.onCodes().percent());
    narrator.say(
        "   saved as one file of %,d kB, reloaded: %s",
        digits.fileBytes() / 1024,
        digits.reloadedEqual() ? "every prediction the same" : "PREDICTIONS DIFFER");
    narrator.say("   exported to ONNX, differs from Java by at most %.1e", digits.onnxDifference());
    narrator.say("2. Telemetry of a pump: what is usual, and what is not");
    TelemetryTour.Result telemetry = telemetry();
    narrator.say("   faults told from usual rows by their ELBO: AUROC %.3f", telemetry.auroc());
    narrator.say(
        "   alarms for %.1f %% of sound rows, where 5 %% were promised, and %.0f %% of faults",
        100 * telemetry.falseAlarms(), 100 * telemetry.found());
    narrator.say(
        "   a faulty sensor is among the first %d that explain the row in %.0f %% of faults",
        TelemetryTour.NAMED, 100 * telemetry.named("", TelemetryTour.NAMED));
    Path page = folder.resolve(PAGE);
    String html = new DemoPage(digits, telemetry, test, seed).report().html();
    try (ResultFile file = output(PAGE)) {
      file.write(to -> Files.writeString(to, html));
    }
    return new Result(
        digits.onPixels().mean(),
        digits.onCodes().mean(),
        digits.onnxDifference(),
        telemetry.auroc(),
        page);
  }

  private DigitsTour.Result digits(Dataset<Label> train, Dataset<Label> test) throws IOException {
    try (Progress shown = progress.get()) {
      return new DigitsTour(train, test, seed, threads).run(shown, this::output, folder);
    }
  }

  private ResultFile output(String name) {
    Map<String, Path> inputs = new LinkedHashMap<>();
    INPUTS.forEach(file -> inputs.put("--data, " + file, data.resolve(file)));
    return ResultFile.at(folder.resolve(name), inputs);
  }

  private TelemetryTour.Result telemetry() throws IOException {
    try (Progress shown = progress.get()) {
      Faults faults = Faults.read(data.resolve(FAULTS));
      return new TelemetryTour(telemetry("train"), telemetry("test"), faults, seed, threads)
          .run(shown);
    }
  }

  private Dataset<Label> digits(String split) {
    DataOptions images =
        DataOptions.of(data.resolve(images(split))).withLabels(data.resolve(labels(split)));
    return read(images, OutputKind.labels());
  }

  private Dataset<Event> telemetry(String split) {
    DataOptions rows = DataOptions.of(data.resolve(rows(split))).withResponse("status");
    return read(rows, OutputKind.events("ANOMALOUS"));
  }

  private static <T extends Output<T>> Dataset<T> read(DataOptions options, OutputKind<T> kind) {
    return Datasets.toTrain(SheetReader.read(options), kind);
  }

  private static String images(String split) {
    return "digits-" + split + "-images-idx3-ubyte.gz";
  }

  private static String labels(String split) {
    return "digits-" + split + "-labels-idx1-ubyte.gz";
  }

  private static String rows(String split) {
    return "telemetry-" + split + ".csv.gz";
  }
}
