package org.lateo.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.lateo.VAEModel;
import org.lateo.anomaly.VAEAnomalyModel;
import org.lateo.app.input.InputException;
import org.lateo.app.output.ResultFile;
import org.lateo.codes.LatentFeatureModel;
import org.lateo.onnx.OnnxFile;
import org.lateo.onnx.OnnxHead;
import org.lateo.onnx.WeightPrecision;
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
          "encoder, decoder, reconstruction or score; score for a detector as a whole; pipeline"
              + " for a classifier with an autoencoder as a whole.")
  String head;

  @Option(
      names = "--half",
      description =
          "Store weights in 16 bits: about half the file, within 2e-2 of Java. Input and output"
              + " stay floats.")
  boolean half;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "The ONNX file.")
  Path out;

  ExportCommand(Console console) {
    super(console);
  }

  @Override
  Results run() throws IOException {
    requireWritable(out);
    requireWritable(OnnxFile.weightsBeside(out));
    double difference = head.equals(OnnxHead.PIPELINE) ? pipeline() : autoencoder();
    OnnxFile written = OnnxFile.read(out);
    console.say(
        "Wrote %s; differs from Java by at most %.1e of the scale; %d nodes, %,d bytes",
        out, difference, written.nodes(), written.bytes());
    return new Results()
        .with("max_relative_difference", difference)
        .with("nodes", written.nodes())
        .with("bytes", written.bytes());
  }

  /** Before anything is computed; exporting leaves no half of a file. */
  private void requireWritable(Path file) {
    ResultFile.at(file, Map.of(ModelArgument.OPTION, model.file)).close();
  }

  private WeightPrecision precision() {
    return half ? WeightPrecision.HALF : WeightPrecision.SINGLE;
  }

  private void requireSinglePrecision(Model<?> read) {
    if (half) {
      throw new InputException(
          "--half: expected an autoencoder or a classifier on its codes, found "
              + read.getClass().getSimpleName());
    }
  }

  private double autoencoder() {
    Model<?> read = model.read();
    if (read instanceof VAEAnomalyModel detector && isOfDetectors(detector)) {
      requireSinglePrecision(read);
      return Usage.option("head", () -> detector.exportONNX(out));
    }
    if (read instanceof SemiSupervisedVAEModel) {
      throw new InputException(
          model.file + ": expected --head pipeline for a classifier, found " + head);
    }
    VAEModel encoder = model.encoder(read);
    return Usage.option("head", () -> encoder.exportONNX(head, out, precision()));
  }

  /** Of a detector, the other heads are those of its autoencoder, where it has one. */
  private boolean isOfDetectors(VAEAnomalyModel detector) {
    int members = detector.members().size();
    boolean score = head.equals("score");
    if (!score && members > 1) {
      throw new InputException(
          String.format(
              "%s: expected --head score for a detector of %d autoencoders, found %s (train"
                  + " --members 1)",
              model.file, members, head));
    }
    return score;
  }

  private double pipeline() {
    Model<?> read = model.read();
    if (read instanceof LatentFeatureModel<?> pipeline) {
      return Usage.option("head", () -> pipeline.exportPipeline(out, precision()));
    }
    requireSinglePrecision(read);
    if (read instanceof SemiSupervisedVAEModel classifier) {
      return Usage.option("head", () -> classifier.exportPipeline(out));
    }
    throw new InputException(
        model.file
            + ": expected a classifier on codes for a pipeline, as train writes with --method m1,"
            + " m2 or m1m2, found "
            + read.getClass().getSimpleName());
  }
}
