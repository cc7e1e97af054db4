package org.lateo.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.lateo.TrainingFailedException;
import org.lateo.VAEModel;
import org.lateo.app.input.InputException;
import org.lateo.app.input.Sheet;
import org.lateo.app.progress.Progress;
import org.lateo.app.progress.Recorder;
import org.tribuo.Model;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains a model and writes it. */
@Command(
    name = "train",
    customSynopsis = "lateo train --data=FILE --out=FILE [OPTIONS]",
    description = "Train a model and write it as a Tribuo model file.")
final class TrainCommand extends Verb {
  @Mixin DataArguments data;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "The model file.")
  Path out;

  @Option(
      names = "--categorical",
      paramLabel = "REGEX",
      description =
          "Columns of a CSV file that hold categories: a cell red of the column colour is a one in"
              + " the feature colour@red. May be repeated; other verbs know it from the model.")
  String[] categorical = {};

  @Mixin TrainArguments what;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "Write report.html there: how training went, and what the model learned.")
  Optional<Path> report;

  TrainCommand(Console console) {
    super(console);
  }

  @Override
  Results run() throws IOException {
    TrainingWork work = what.work(common, console);
    if (report.isPresent() && !what.hasAutoencoder()) {
      throw new InputException(
          "--report: expected an autoencoder to show, found --method "
              + what.method.orElseThrow().name().toLowerCase(Locale.ROOT));
    }
    try (OutputFile file = OutputFile.at(out);
        OutputFile page = report.map(ReportFolder::open).orElse(null)) {
      Sheet sheet = data.read(work.missing(), matching(categorical));
      requireCategorical(sheet);
      Outcome outcome = train(work, sheet, file);
      outcome.say(console, sheet);
      outcome.model().serializeToFile(file.temporary());
      file.commit();
      console.say("Wrote %s", out);
      if (page != null) {
        write(outcome, sheet, page);
      }
      return outcome.results();
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
        Usage.option("categorical", () -> Arrays.stream(patterns).map(Pattern::compile).toList());
    return name -> compiled.stream().anyMatch(pattern -> pattern.matcher(name).matches());
  }

  private Outcome train(TrainingWork work, Sheet sheet, OutputFile file) throws IOException {
    try (Progress progress = console.progress()) {
      Recorder recorder = new Recorder(progress);
      long start = System.nanoTime();
      Model<?> model = work.train(sheet, recorder);
      return new Outcome(model, recorder.reports(), (System.nanoTime() - start) / 1e9);
    } catch (TrainingFailedException e) {
      keepBest(e, file);
      throw e;
    }
  }

  private void keepBest(TrainingFailedException e, OutputFile file) throws IOException {
    if (e.bestModel().isPresent()) {
      e.bestModel().get().serializeToFile(file.temporary());
      file.commit();
      console.warn("the best model before training failed is in " + out);
    }
  }

  private void write(Outcome outcome, Sheet sheet, OutputFile page) throws IOException {
    VAEModel model =
        outcome
            .autoencoder()
            .orElseThrow(
                () -> new InputException("--report: expected an autoencoder to show, found none"));
    TrainingReport.write(outcome, model, sheet, page.temporary());
    page.commit();
    console.say("Wrote %s", report.orElseThrow().resolve(ReportFolder.PAGE));
  }
}
