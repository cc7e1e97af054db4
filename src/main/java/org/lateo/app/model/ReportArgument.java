package org.lateo.app.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lateo.app.input.Advice;
import org.lateo.app.input.InputException;
import org.lateo.app.output.ResultFile;
import org.lateo.app.verb.Messages;
import org.lateo.report.Report;
import org.lateo.tables.OutputKind;
import org.lateo.tables.Schema;
import org.lateo.tables.Sheet;
import org.tribuo.Dataset;
import org.tribuo.Model;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option of a page about a model and rows. */
public final class ReportArgument {
  @Spec(Spec.Target.MIXEE)
  CommandSpec verb;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "Write report.html to this folder: a page about the model and the rows.")
  Optional<Path> folder;

  /** A page that can be written; nothing is written if none was asked for. */
  public record Target(Optional<ResultFile> file, Optional<Path> path) implements AutoCloseable {
    /** Writes a report, which is only made if it was asked for. */
    public void write(Supplier<Report> report, Messages messages) {
      if (file.isPresent()) {
        String html = report.get().html();
        file.get().write(to -> Files.writeString(to, html));
        messages.say("Wrote %s", path.orElseThrow());
      }
    }

    @Override
    public void close() {
      file.ifPresent(ResultFile::close);
    }
  }

  /**
   * Opens the page before any work, in a folder that is created if need be.
   *
   * @param others the files that the page must not replace, by the options that name them
   */
  public Target open(Map<String, Path> others) {
    Optional<Path> page = folder.map(in -> created(in).resolve(Report.FILE));
    return new Target(page.map(path -> ResultFile.at(path, others)), page);
  }

  /** As above, beside a file that the verb writes. */
  public Target open(Map<String, Path> others, Path out) {
    Map<String, Path> files = new HashMap<>(others);
    files.put("--out", out);
    return open(files);
  }

  /** Whether a page is asked for. */
  public boolean isGiven() {
    return folder.isPresent();
  }

  /** Refuses a model of which there is no report, if one was asked for. */
  public void requireReported(Model<?> model) {
    if (folder.isPresent() && !Report.isReported(model)) {
      throw new InputException(
          "--report: expected a detector, a classifier, an autoencoder, a flow or a network of ours,"
              + " found "
              + model.getClass().getSimpleName());
    }
  }

  private static Path created(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new InputException(
          folder
              + ": expected a folder for the report, found "
              + (Files.exists(folder) ? "a file" : "none"),
          e);
    }
  }

  /** The command as it was given, to be given again. */
  public String command() {
    List<String> arguments = verb.commandLine().getParseResult().originalArgs();
    return Stream.concat(Stream.of("lateo"), arguments.stream().map(Advice::wholeArgument))
        .collect(Collectors.joining(" "));
  }

  /** The report of a model and rows of a file that it has not been trained on. */
  public static Report of(Model<?> model, Dataset<?> rows, Sheet sheet) {
    return with(Report.of(model).rows(rows), sheet).numbers(numbers(rows.size(), sheet));
  }

  /** The numbers in the file of all its rows, or of those with a response. */
  private static List<Integer> numbers(int rows, Sheet sheet) {
    int[] all = sheet.numbers();
    int[] numbers = rows == all.length ? all : sheet.answered();
    return numbers.length == rows ? Arrays.stream(numbers).boxed().toList() : List.of();
  }

  /** The report of a model and rows of a file that it was trained on. */
  public static Report ofTraining(Report report, Dataset<?> rows, Sheet sheet) {
    return with(report.trainedOn(rows), sheet).numbers(numbers(rows.size(), sheet));
  }

  /** As above, of rows coloured by their responses if they have any. */
  public static Report of(Model<?> model, Sheet sheet) {
    return sheet.hasResponses()
        ? of(model, ModelRows.dataset(sheet, OutputKind.labels(), model), sheet)
        : of(model, ModelRows.dataset(sheet, OutputKind.none(), model), sheet);
  }

  /** A report with what a file tells of its columns and images. */
  public static Report with(Report report, Sheet sheet) {
    Report told = report.columns(sheet.schema().map(Schema::list).orElse(List.of()));
    return sheet.images().map(size -> told.images(size.height(), size.width())).orElse(told);
  }
}
