package org.lateo.app.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lateo.app.input.InputException;
import org.lateo.app.verb.Messages;
import org.lateo.app.verb.Results;
import org.lateo.app.verb.Verb;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The tour. */
@Command(
    name = "demo",
    customSynopsis = "lateo demo [OPTIONS]",
    description =
        "Take a tour on the data of this project: few labels, ONNX, unusual rows, a page.")
public final class DemoCommand extends Verb {
  private static final long SEED = 1;

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

  /** Tells how it goes by messages. */
  public DemoCommand(Messages messages) {
    super(messages);
  }

  @Override
  protected Results run() throws IOException {
    if (!Files.isDirectory(data)) {
      throw new InputException(
          "--data: expected the folder test-data of the project, found none at " + data);
    }
    Demo.Result result =
        new Demo(
                data,
                out,
                common.seed().orElse(SEED),
                common.threads().orElse(0),
                messages::say,
                messages::progress)
            .run();
    messages.say("%s", result.page().toAbsolutePath());
    return new Results()
        .with("accuracy_on_pixels", result.accuracyOnPixels())
        .with("accuracy_on_codes", result.accuracyOnCodes())
        .with("max_relative_difference", result.onnxDifference())
        .with("auroc", result.auroc())
        .with("page", result.page().toAbsolutePath().toString());
  }
}
