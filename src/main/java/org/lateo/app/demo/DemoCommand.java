package org.lateo.app.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.lateo.app.input.InputException;
import org.lateo.app.output.ResultFile;
import org.lateo.app.progress.Bound;
import org.lateo.app.progress.Progress;
import org.lateo.app.verb.Results;
import org.lateo.app.verb.Verb;
import org.lateo.report.page.Section;
import org.lateo.tables.Datasets;
import org.lateo.tables.OutputKind;
import org.lateo.tables.SheetReader;
import org.lateo.tables.TableOptions;
import org.tribuo.Dataset;
import org.tribuo.Output;
import org.tribuo.anomaly.Event;
import org.tribuo.classification.Label;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The verb {@code demo}: a tour of what Lateo does. */
@Command(
    name = "demo",
    customSynopsis = "lateo demo [OPTIONS]",
    description =
        "Show what Lateo does on the data of this project: few labels, ONNX, unusual rows, a page.")
public final class DemoCommand extends Verb {
  private static final long SEED = 1;
  private static final String PAGE = "demo.html";
  private static final List<String> OUTPUTS = List.of(DigitsTour.MODEL, DigitsTour.PIPELINE, PAGE);
  private static final String FAULTS = "telemetry-test-faults.csv.gz";
  private static final List<String> INPUTS =
      Stream.concat(
              Stream.of("train", "test")
                  .flatMap(split -> Stream.of(images(split), labels(split), rows(split))),
              Stream.of(FAULTS))
          .toList();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "test-data",
      description = "The folder of digits and telemetry (default: ${DEFAULT-VALUE}).")
  Path data;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "target/demo",
      description = "Where models and the page go (default: ${DEFAULT-VALUE}).")
  Path out;

  @Override
  protected Results run() throws IOException {
    if (!Files.isDirectory(data)) {
      throw new InputException(
          "--data: expected the folder test-data of the project, found none at " + data);
    }
    Files.createDirectories(out);
    for (String name : OUTPUTS) {
      output(name).close(); // Before any work.
    }
    Dataset<Label> train = digits("train");
    Dataset<Label> test = digits("test");
    messages.say(
        "1. Digits: %,d images, %d labels a class kept", train.size(), DigitsTour.LABELS_A_CLASS);
    DigitsTour.Result digits = digits(train, test);
    tell(digits);
    messages.say("2. Telemetry of a pump: usual and unusual rows");
    TelemetryTour.Result telemetry = telemetry();
    tell(telemetry);
    Path page = out.resolve(PAGE);
    String html = new DemoPage(digits, telemetry, test, seed()).page(next()).html();
    try (ResultFile file = output(PAGE)) {
      file.write(to -> Files.writeString(to, html));
    }
    messages.say("%s", page.toAbsolutePath());
    return new Results()
        .with("accuracy_on_pixels", digits.onPixels().mean())
        .with("accuracy_on_codes", digits.onCodes().mean())
        .with("accuracy_of_best", digits.accuracyOfBest())
        .with("max_relative_difference", digits.onnxDifference())
        .with("auroc", telemetry.auroc())
        .with("auroc_by_distance", telemetry.aurocByDistance())
        .with("auroc_by_forest", telemetry.aurocByForest())
        .with("page", page.toAbsolutePath().toString());
  }

  private Section next() {
    Path folder = data.toAbsolutePath().getParent();
    return NextSection.section(out, folder);
  }

  private void tell(DigitsTour.Result digits) {
    messages.say("   50 labels, on pixels       %s correct", digits.onPixels().percent());
    messages.say("   50 labels, on latent codes %s correct", digits.onCodes().percent());
    messages.say(
        "   50 labels, the best of four methods, %s: %.1f %% correct",
        digits.best().chosen(), 100 * digits.accuracyOfBest());
    messages.say(
        "   saved as one file of %,d kB, reloaded: %s",
        digits.fileBytes() / 1024,
        digits.reloadedEqual() ? "every prediction the same" : "PREDICTIONS DIFFER");
    messages.say("   exported to ONNX, differs from Java by at most %.1e", digits.onnxDifference());
  }

  private void tell(TelemetryTour.Result telemetry) {
    messages.say(
        "   faulty rows separated from sound ones by the detector: AUROC %.3f", telemetry.auroc());
    messages.say(
        "   the same by the distance to the five nearest rows:     AUROC %.3f",
        telemetry.aurocByDistance());
    messages.say(
        "   the same by an isolation forest:                       AUROC %.3f",
        telemetry.aurocByForest());
    messages.say(
        "   alarms for %.1f %% of sound rows, where 5 %% were promised, and %.0f %% of faults",
        100 * telemetry.falseAlarms(), 100 * telemetry.found());
    messages.say(
        "   a faulty sensor is among the first %d that explain the row in %.0f %% of faults",
        TelemetryTour.NAMED, 100 * telemetry.named("", TelemetryTour.NAMED));
  }

  private DigitsTour.Result digits(Dataset<Label> train, Dataset<Label> test) throws IOException {
    try (Progress shown = messages.progress(Bound.ELBO)) {
      return new DigitsTour(train, test, seed(), threads()).run(shown, this::output, out);
    }
  }

  private ResultFile output(String name) {
    Map<String, Path> inputs = new LinkedHashMap<>();
    INPUTS.forEach(file -> inputs.put("--data, " + file, data.resolve(file)));
    return ResultFile.at(out.resolve(name), inputs);
  }

  private TelemetryTour.Result telemetry() throws IOException {
    try (Progress shown = messages.progress(Bound.ELBO)) {
      Faults faults = Faults.read(data.resolve(FAULTS));
      return new TelemetryTour(telemetry("train"), telemetry("test"), faults, seed(), threads())
          .run(shown);
    }
  }

  private Dataset<Label> digits(String split) {
    TableOptions images =
        TableOptions.of(data.resolve(images(split))).withLabels(data.resolve(labels(split)));
    return read(images, OutputKind.labels());
  }

  private Dataset<Event> telemetry(String split) {
    TableOptions rows = TableOptions.of(data.resolve(rows(split))).withResponse("status");
    return read(rows, OutputKind.events("ANOMALOUS"));
  }

  private static <T extends Output<T>> Dataset<T> read(TableOptions options, OutputKind<T> kind) {
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

  private long seed() {
    return common.seed().orElse(SEED);
  }

  private int threads() {
    return common.threads().orElse(0);
  }
}
