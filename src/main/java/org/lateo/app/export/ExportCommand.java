package org.lateo.app.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lateo.app.input.InputException;
import org.lateo.app.model.Capable;
import org.lateo.app.model.ModelArgument;
import org.lateo.app.output.ResultFile;
import org.lateo.app.verb.Refusals;
import org.lateo.app.verb.Results;
import org.lateo.app.verb.Verb;
import org.lateo.onnx.ONNXFile;
import org.lateo.onnx.WeightPrecision;
import org.lateo.output.Exports;
import org.tribuo.Model;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The verb {@code export}: writes a model as ONNX. */
@Command(
    name = "export",
    customSynopsis = "lateo export --model=FILE --head=HEAD --out=FILE [OPTIONS]",
    description =
        "Write a head of a model as ONNX, after checking that ONNX Runtime computes the same with"
            + " it as Java.")
public final class ExportCommand extends Verb {
  @Mixin ModelArgument model;

  @Option(
      names = "--head",
      required = true,
      paramLabel = "HEAD",
      description =
          "encoder, decoder, reconstruction or score for an autoencoder; score for a detector;"
              + " pipeline for a classifier, together with its autoencoder if it has one; log_density, z"
              + " or sample for a flow; prediction for a network that predicts numbers, or classes with"
              + " what of their uncertainty its weights leave open.")
  String head;

  @Option(
      names = "--half",
      description =
          "Store weights in 16 bits: about half the file size, results within 2e-2 of Java. Input"
              + " and output stay floats of 32 bits.")
  boolean half;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "The ONNX file.")
  Path out;

  @Override
  protected Results run() throws IOException {
    requireWritable(out);
    requireWritable(ONNXFile.weightsBeside(out));
    Exports exporter = exporter(model.read());
    WeightPrecision precision = half ? WeightPrecision.HALF : WeightPrecision.SINGLE;
    if (!exporter.precisions().contains(precision)) {
      throw new InputException(
          "--half: expected an autoencoder or a classifier on its codes, found "
              + exporter.getClass().getSimpleName());
    }
    double difference = Refusals.option("head", () -> exporter.exportONNX(head, out, precision));
    ONNXFile written = ONNXFile.read(out);
    messages.say(
        "Wrote %s; differs from Java by at most %.1e of an output's scale; %d nodes, %,d bytes",
        out, difference, written.nodes(), written.bytes());
    return new Results()
        .with("max_relative_difference", difference)
        .with("nodes", written.nodes())
        .with("bytes", written.bytes());
  }

  /** Checks, before anything is computed, that a file can be written; the export writes it. */
  private void requireWritable(Path file) {
    ResultFile.at(file, model.files()).close();
  }

  /** The model, or its only member, that has the head. */
  private Exports exporter(Model<?> read) {
    List<Exports> able = new ArrayList<>();
    if (read instanceof Exports whole) {
      able.add(whole);
    }
    List<Capable<Exports>> members = Capable.ofMembers(read, Exports.class);
    if (members.size() == 1) {
      able.add(members.get(0).can());
    }
    List<String> heads = able.stream().flatMap(exports -> exports.heads().stream()).toList();
    if (heads.isEmpty()) {
      throw model.incapable(read, "exports");
    }
    return able.stream()
        .filter(exports -> exports.heads().contains(head))
        .findFirst()
        .orElseThrow(
            () ->
                model.refusal(
                    String.format(
                        "a head of %s of %s, found %s%s",
                        heads,
                        read.getClass().getSimpleName(),
                        head,
                        members.size() > 1 ? " (train --members 1)" : "")));
  }
}
