package org.lateo.app;

import java.io.IOException;
import java.nio.file.Path;
import org.lateo.LatentFeatureModel;
import org.lateo.VAEModel;
import org.lateo.app.input.InputException;
import org.lateo.onnx.OnnxHead;
import org.lateo.semisupervised.SemiSupervisedVAEModel;
import org.tribuo.Model;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes a model as ONNX. */
@Command(
    name = "export",
    customSynopsis = "lateo export --model=FILE --head=HEAD --out=FILE [OPTIONS]",
    description =
        "Write a head of a model as ONNX, once ONNX Runtime computes with it what Java does.")
final class ExportCommand extends Verb {
  @Mixin ModelArgument model;

  @Option(
      names = "--head",
      required = true,
      paramLabel = "HEAD",
      description =
          "encoder, decoder, reconstruction or score; pipeline for a classifier with an"
              + " autoencoder as a whole.")
  String head;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "The ONNX file.")
  Path out;

  ExportCommand(Console console) {
    super(console);
  }

  @Override
  Results run() throws IOException {
    try (OutputFile file = OutputFile.at(out)) {
      double difference = head.equals(OnnxHead.PIPELINE) ? pipeline(file) : autoencoder(file);
      file.commit();
      console.say("Wrote %s; differs from Java by at most %.1e of the scale", out, difference);
      return new Results().with("max_relative_difference", difference);
    }
  }

  private double autoencoder(OutputFile file) {
    VAEModel encoder = model.readEncoder();
    return Usage.option("head", () -> encoder.exportONNX(head, file.temporary()));
  }

  private double pipeline(OutputFile file) {
    Model<?> read = model.read();
    if (read instanceof LatentFeatureModel<?> pipeline) {
      return Usage.option("head", () -> pipeline.exportPipeline(file.temporary()));
    }
    if (read instanceof SemiSupervisedVAEModel classifier) {
      return Usage.option("head", () -> classifier.exportPipeline(file.temporary()));
    }
    throw new InputException(
        model.file
            + ": expected a classifier on codes for a pipeline, found "
            + read.getClass().getSimpleName());
  }
}
