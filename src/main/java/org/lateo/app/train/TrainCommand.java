package org.lateo.app.train;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.lateo.TrainingFailedException;
import org.lateo.app.input.Advice;
import org.lateo.app.input.InputException;
import org.lateo.app.input.Listing;
import org.lateo.app.input.Sheet;
import org.lateo.app.input.SheetReader;
import org.lateo.app.model.Capable;
import org.lateo.app.output.ResultFile;
import org.lateo.app.progress.Progress;
import org.lateo.app.progress.Recorder;
import org.lateo.app.verb.DataArguments;
import org.lateo.app.verb.Refusals;
import org.lateo.app.verb.Results;
import org.lateo.app.verb.Verb;
import org.lateo.output.Encodes;
import org.tribuo.Model;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The verb {@code train}: trains a model and writes it to a file. */
@Command(
    name = "train",
    customSynopsis = "lateo train --data=FILE --out=FILE [OPTIONS]",
    description = "Train a model and write it as a Tribuo model file.")
public final class TrainCommand extends Verb {
  @Spec CommandSpec spec;

  @Mixin DataArguments data;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "The model file.")
  Path out;

  @Option(
      names = "--categorical",
      paramLabel = "REGEX",
      description =
          "Columns of a CSV file that hold categories: a cell red of the column colour is a one in"
              + " the feature colour@red. May be repeated; other verbs read it from the model.")
  String[] categorical = {};

  @Mixin TrainArguments what;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description =
          "Write report.html to this folder: how training went, and what the model learned.")
  Optional<Path> report;

  @Override
  protected Results run() {
    TrainingTask task = what.task(common, messages);
    if (report.isPresent() && !what.hasAutoencoder()) {
      throw new InputException(
          "--report: expected an autoencoder to show, found --method "
              + what.method.orElseThrow().name().toLowerCase(Locale.ROOT));
    }
    try (ResultFile file = ResultFile.at(out, files());
        ResultFile page = report.map(this::page).orElse(null)) {
      Sheet sheet = read(task);
      requireCategorical(sheet);
      warnOfEmptyColumns(sheet);
      TrainingResult result = train(task, sheet, file);
      result.say(messages, sheet);
      file.write(result.model()::serializeToFile);
      messages.say("Wrote %s", out);
      if (page != null) {
        write(result, sheet, page);
      }
      return result.results();
    }
  }

  private Map<String, Path> files() {
    Map<String, Path> files = data.files();
    what.config.ifPresent(file -> files.put("--config", file));
    return files;
  }

  private ResultFile page(Path folder) {
    Map<String, Path> files = files();
    files.put("--out", out);
    return TrainingReport.open(folder, files);
  }

  private Sheet read(TrainingTask task) {
    Set<String> options = new HashSet<>(spec.optionsMap().keySet());
    if (!what.hasAutoencoder() || what.config.isPresent()) {
      options.remove("--missing");
    }
    return SheetReader.read(
        data.options()
            .withMissing(task.missing())
            .withCategorical(matching(categorical))
            .withAdvice(new Advice(options, false)));
  }

  private void warnOfEmptyColumns(Sheet sheet) {
    List<String> empty = sheet.columnsWithoutValue();
    if (!empty.isEmpty()) {
      messages.warn(
          String.format(
              "%s: no row has a value in the column%s %s, which the model leaves out",
              sheet.source(), empty.size() == 1 ? "" : "s", Listing.of(empty)));
    }
  }

  private void requireCategorical(Sheet sheet) {
    for (String pattern : categorical) {
      if (sheet.fields().stream().noneMatch(field -> field.matches(pattern))) {
        throw new InputException(
            String.format(
                "--categorical: expected a column of %s that is no output and matches, found none"
                    + " for %s",
                sheet.source(), pattern));
      }
    }
  }

  private static Predicate<String> matching(String[] patterns) {
    List<Pattern> compiled =
        Refusals.option(
            "categorical", () -> Arrays.stream(patterns).map(Pattern::compile).toList());
    return name -> compiled.stream().anyMatch(pattern -> pattern.matcher(name).matches());
  }

  private TrainingResult train(TrainingTask task, Sheet sheet, ResultFile file) {
    try (Progress progress = messages.progress()) {
      Recorder recorder = new Recorder(progress);
      long start = System.nanoTime();
      Model<?> model = task.training().train(sheet, recorder);
      return new TrainingResult(model, recorder.reports(), (System.nanoTime() - start) / 1e9);
    } catch (TrainingFailedException e) {
      keepBest(e, file);
      throw e;
    }
  }

  private void keepBest(TrainingFailedException e, ResultFile file) {
    if (e.bestModel().isPresent()) {
      file.write(e.bestModel().get()::serializeToFile);
      messages.warn("the best model before training failed is in " + out);
    }
  }

  private void write(TrainingResult result, Sheet sheet, ResultFile page) {
    Capable<Encodes> encoder =
        result
            .encoder()
            .orElseThrow(
                () -> new InputException("--report: expected an autoencoder to show, found none"));
    String html = TrainingReport.html(result, encoder, sheet);
    page.write(file -> Files.writeString(file, html));
    messages.say("Wrote %s", report.orElseThrow().resolve(TrainingReport.PAGE));
  }
}
