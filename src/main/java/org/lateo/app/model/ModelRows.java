package org.lateo.app.model;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lateo.app.input.Advice;
import org.lateo.app.verb.DataArguments;
import org.lateo.app.verb.Messages;
import org.lateo.output.TakesMissing;
import org.lateo.tables.Datasets;
import org.lateo.tables.OutputKind;
import org.lateo.tables.Sheet;
import org.lateo.tables.TableOptions;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.Output;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The options of the rows that a model is used on. Columns of a file that the model does not know
 * are left out with a warning. A file that lacks columns of the model is refused, unless these may
 * be missing.
 */
public final class ModelRows {
  private static final String ABSENT_AS_ZERO = "--absent-as-zero";

  @Mixin DataArguments data;

  @Option(
      names = ABSENT_AS_ZERO,
      description =
          "Take columns of the model that the CSV file lacks as zero in every row; without this the"
              + " file is refused. Columns named by train --missing are taken as missing in either"
              + " case.")
  boolean absentAsZero;

  private Set<String> advice =
      Stream.concat(DataArguments.HOW_TEXT_IS_READ.stream(), Stream.of(ABSENT_AS_ZERO))
          .collect(Collectors.toUnmodifiableSet());

  /** Rows of a verb that has no option for absent columns. */
  public static ModelRows of(DataArguments data) {
    ModelRows rows = new ModelRows();
    rows.data = data;
    rows.advice = DataArguments.HOW_TEXT_IS_READ;
    return rows;
  }

  /** The name for a column of responses in an output file; empty if none was asked for. */
  public Optional<String> responseName() {
    return data.responseName();
  }

  /** Reads the rows with the columns of a model. */
  public Sheet read(Model<?> model, Messages messages) {
    return read(model, messages, false);
  }

  /** As above, keeping the text of the cells. */
  public Sheet readWithText(Model<?> model, Messages messages) {
    return read(model, messages, true);
  }

  private Sheet read(Model<?> model, Messages messages, boolean text) {
    data.announce(messages);
    TableOptions options = data.options(model);
    options = absentAsZero ? options.withAbsentAsZero() : options;
    return new Advice(advice, model instanceof TakesMissing)
        .read(text ? options.withText() : options);
  }

  /** The files that a verb reads, by the options that name them. */
  public Map<String, Path> files(ModelArgument model) {
    Map<String, Path> files = data.files();
    files.putAll(model.files());
    return files;
  }

  /** A dataset of a sheet's rows for a model. */
  public static <T extends Output<T>> Dataset<T> dataset(
      Sheet sheet, OutputKind<T> kind, Model<?> model) {
    return Datasets.toPredict(sheet, kind, Datasets.features(model));
  }

  /** Examples of a sheet's rows for a model, made anew each time they are read. */
  public static <T extends Output<T>> List<Example<T>> examples(
      Sheet sheet, OutputKind<T> kind, Model<?> model) {
    return Datasets.examples(sheet, kind, Datasets.features(model));
  }
}
