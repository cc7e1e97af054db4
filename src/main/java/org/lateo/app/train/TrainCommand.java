package org.lateo.app.train;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lateo.TrainingFailedException;
import org.lateo.app.input.Advice;
import org.lateo.app.input.InputException;
import org.lateo.app.model.ModelRows;
import org.lateo.app.model.ReportArgument;
import org.lateo.app.output.ResultFile;
import org.lateo.app.progress.Progress;
import org.lateo.app.progress.Recorder;
import org.lateo.app.text.RowNumbers;
import org.lateo.app.verb.DataArguments;
import org.lateo.app.verb.Refusals;
import org.lateo.app.verb.Results;
import org.lateo.app.verb.StopSignals;
import org.lateo.app.verb.StoppedException;
import org.lateo.app.verb.Verb;
import org.lateo.report.Report;
import org.lateo.storage.CheckpointFolder;
import org.lateo.tables.Names;
import org.lateo.tables.Sheet;
import org.lateo.tables.TableOptions;
import org.lateo.train.TrainingListener;
import org.lateo.train.TrainingStoppedException;
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
    description = "Train a model and write it as a Tribuo model file.",
    footer = "%nDefaults are those of --task ${bundle:default.task}.")
public final class TrainCommand extends Verb {
  @Spec CommandSpec spec;

  @Mixin DataArguments data;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "The model file.")
  Path out;

  @Mixin ColumnArguments columns;

  @Mixin TrainArguments what;

  @Mixin ReportArgument report;

  @Mixin CheckpointArguments checkpoints;

  @Override
  protected String remedies() {
    return "--warm-up, --free-bits, or a smaller --latent";
  }

  @Override
  protected Results run() {
    what.from.requireAlone(
        what.task, what.config.isGiven(), what.vae.given(), !columns.given().isEmpty());
    TrainingTask task = what.task(common, messages);
    if (!what.isReported() && report.isGiven()) {
      throw new InputException(
          "--report: expected --method bayes without --coverage for --task regress, since of other"
              + " predictors of numbers there is no report");
    }
    if (what.supervised.timeBudget.isPresent() && checkpoints.areGiven()) {
      throw new InputException(
          "--time-budget: expected it without --checkpoint and --resume, since a resumed training"
              + " would have other times, and might choose another method");
    }
    if (checkpoints.areGiven()) {
      what.requireReported();
    }
    Optional<CheckpointFolder> folder = checkpoints.open();
    try (ResultFile file = ResultFile.at(out, files());
        ReportArgument.Target page = report.open(files(), out)) {
      Sheet sheet = read(task);
      warnOfEmptyColumns(sheet);
      ColumnListing.of(sheet).forEach(line -> messages.say("%s", line));
      ResponseListing.say(sheet, what.task, what.anomaly.anomalous.response(), messages);
      TrainingResult result = trainAndWrite(withGaps(task, sheet), sheet, folder, file);
      messages.say("Wrote %s", out);
      page.write(() -> report(result, sheet), messages);
      return result.results();
    }
  }

  private Map<String, Path> files() {
    Map<String, Path> files = data.files();
    what.config.file.ifPresent(file -> files.put("--config", file));
    columns.types.ifPresent(file -> files.put("--types", file));
    files.putAll(what.from.files());
    return files;
  }

  private Sheet read(TrainingTask task) {
    return what.from
        .model()
        .map(first -> withoutEmptyRows(ModelRows.of(data).read(first, messages)))
        .orElseGet(() -> readFirst(task));
  }

  private Sheet readFirst(TrainingTask task) {
    Set<String> options = new HashSet<>(spec.optionsMap().keySet());
    if (!what.hasAutoencoder() || what.config.isGiven()) {
      options.remove("--missing");
    }
    if (!what.isFlow()) {
      options.remove("--model");
    }
    ColumnArguments.ColumnsAsked asked = columns.asked();
    TableOptions rows = data.options().withMissing(task.missing()).withColumns(asked::column);
    rows = what.takesGaps() ? rows.withGaps() : rows;
    data.announce(messages);
    Sheet sheet =
        new Advice(options, false).read(what.task == Task.ANOMALY ? rows : rows.withoutConstants());
    asked.requireMatches(sheet);
    return withoutEmptyRows(sheet);
  }

  private Sheet withoutEmptyRows(Sheet sheet) {
    List<Integer> empty = sheet.emptyRows();
    if (empty.isEmpty()) {
      return sheet;
    }
    String rows = RowNumbers.text(empty.stream().mapToInt(Integer::intValue).toArray());
    messages.warn(sheet.source() + ": no value in " + rows + ", left out");
    return sheet.withoutEmptyRows();
  }

  /** The training, with the gaps of the rows taken as missing values. */
  private TrainingTask withGaps(TrainingTask task, Sheet sheet) {
    if (what.from.model().isPresent()) {
      return task;
    }
    List<String> gaps =
        sheet.gaps().stream()
            .filter(name -> !task.missing().test(name) && !task.missing().test(name + "@"))
            .toList();
    return gaps.isEmpty() ? task : what.task(gaps, common, messages);
  }

  private void warnOfEmptyColumns(Sheet sheet) {
    List<String> empty = sheet.columnsWithoutValue();
    if (!empty.isEmpty()) {
      messages.warn(
          String.format(
              "%s: no row has a value in the column%s %s, which the model leaves out",
              sheet.source(), empty.size() == 1 ? "" : "s", Names.list(empty)));
    }
  }

  /** A signal never leaves training without a model: one that comes late is answered afterwards. */
  private TrainingResult trainAndWrite(
      TrainingTask task, Sheet sheet, Optional<CheckpointFolder> folder, ResultFile file) {
    try (StopSignals signals = StopSignals.toThisThread(this::sayStopping)) {
      TrainingResult result = train(task, sheet, folder, file, signals);
      signals.endWork();
      result.say(messages, sheet);
      file.write(result.model()::serializeToFile);
      if (signals.isReceived()) {
        String message = "stopped when training had ended; wrote " + out;
        throw new StoppedException(message, signals.exitCode(), null);
      }
      return result;
    }
  }

  private TrainingResult train(
      TrainingTask task,
      Sheet sheet,
      Optional<CheckpointFolder> folder,
      ResultFile file,
      StopSignals signals) {
    try (Progress progress = messages.progress(task.bound())) {
      Recorder recorder = new Recorder(progress);
      long start = System.nanoTime();
      TrainingListener listener =
          folder.<TrainingListener>map(some -> some.telling(recorder)).orElse(recorder);
      Model<?> model = task.training().train(sheet, listener);
      return new TrainingResult(
          model, task.bound(), recorder.reports(), (System.nanoTime() - start) / 1e9);
    } catch (TrainingFailedException e) {
      signals.endWork();
      keepBest(e, file);
      throw e;
    } catch (TrainingStoppedException e) {
      throw stopped(e, file, signals.exitCode());
    }
  }

  private void sayStopping() {
    messages.progress("stopping, with a model of what is trained; a second signal stops at once");
  }

  /** Writes the best model so far. */
  @SuppressWarnings("rawtypes") // A model's output type is not known at run time.
  private StoppedException stopped(TrainingStoppedException e, ResultFile file, int exitCode) {
    Optional<Model> model = e.bestModel(Model.class);
    model.ifPresent(best -> file.write(best::serializeToFile));
    String end = model.isPresent() ? "; wrote " + out : "; no file is written";
    String message = Refusals.uncapitalised(e.getMessage()) + end + checkpoints.advice();
    return new StoppedException(message, exitCode, e);
  }

  private void keepBest(TrainingFailedException e, ResultFile file) {
    if (e.bestModel().isPresent()) {
      file.write(e.bestModel().get()::serializeToFile);
      messages.warn("the best model before training failed is in " + out);
    }
  }

  private Report report(TrainingResult result, Sheet sheet) {
    Report told =
        Report.of(result.model())
            .history(result.history())
            .command(report.command(), what.anomaly.anomalous.response());
    return what.hiddenLabels(sheet, common)
        .map(hidden -> ReportArgument.with(told.rows(hidden), sheet))
        .orElseGet(() -> ReportArgument.ofTraining(told, what.rows(sheet), sheet));
  }
}
