package org.lateo.app.model;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lateo.app.input.Advice;
import org.lateo.app.input.InputException;
import org.lateo.app.verb.DataArguments;
import org.lateo.app.verb.Messages;
import org.lateo.tables.Datasets;
import org.lateo.tables.Names;
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

  /** As many absent columns as a message names. */
  private static final int NAMES_COMPARED = 10;

  @Mixin DataArguments data;

  @Option(
      names = ABSENT_AS_ZERO,
      description =
          "Take columns of the model that the CSV file lacks as zero in every row; without this the"
              + " file is refused. Columns named by train --missing are taken as missing in either"
              + " case.")
  boolean absentAsZero;

  private String remedy = " (" + ABSENT_AS_ZERO + " takes absent columns as zero)";

  /** Rows of a verb that has no option for absent columns. */
  public static ModelRows of(DataArguments data) {
    ModelRows rows = new ModelRows();
    rows.data = data;
    rows.remedy = "";
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
    ModelColumns columns = ModelColumns.of(model);
    TableOptions options = data.options(model);
    Sheet sheet =
        new Advice(DataArguments.HOW_TEXT_IS_READ, columns.takesMissing())
            .read(text ? options.withText() : options);
    checkImages(sheet, columns);
    checkColumns(sheet, columns, messages);
    return sheet;
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
    return Datasets.toPredict(sheet, kind, features(model));
  }

  /** Examples of a sheet's rows for a model, made anew each time they are read. */
  public static <T extends Output<T>> List<Example<T>> examples(
      Sheet sheet, OutputKind<T> kind, Model<?> model) {
    return Datasets.examples(sheet, kind, features(model));
  }

  /** The features of a model, in its order. */
  public static List<String> features(Model<?> model) {
    return ModelColumns.of(model).features();
  }

  private static void checkImages(Sheet sheet, ModelColumns columns) {
    if (sheet.images().isPresent() && !columns.arePixels(sheet.columns())) {
      throw new InputException(
          String.format(
              "%s: expected what the model learned from, %s, found images of %s",
              sheet.source(), columns.describe(), sheet.images().get()));
    }
  }

  private void checkColumns(Sheet sheet, ModelColumns columns, Messages messages) {
    Datasets.requireShared(sheet, columns.features());
    if (sheet.sparse()) {
      return; // An absent column may be zero in every row.
    }
    List<String> absent = columns.absent(sheet, columns.missing().negate());
    if (!absent.isEmpty() && !absentAsZero) {
      throw new InputException(refusal(sheet, absent));
    }
    if (!sheet.ignored().isEmpty()) {
      messages.warn(ignored(sheet));
    }
    warnOfAbsent(messages, sheet, columns.absent(sheet, columns.missing()), "missing");
    warnOfAbsent(messages, sheet, columns.absentOfFields(sheet), "zero");
    warnOfAbsent(messages, sheet, absent, "zero");
  }

  private String ignored(Sheet sheet) {
    List<String> names = sheet.ignored();
    boolean one = names.size() == 1;
    String which =
        one
            ? "the column " + Names.quoted(names.get(0))
            : names.size() + " columns, " + Names.list(names);
    String response =
        String.format(
            " (--response %s, if %s is the output)",
            one ? Names.shown(names.get(0)) : "COLUMN", one ? "it" : "one");
    return String.format(
        "%s: the model does not know %s, and leaves %s out%s",
        sheet.source(), which, one ? "it" : "them", data.response().isPresent() ? "" : response);
  }

  private static void warnOfAbsent(
      Messages messages, Sheet sheet, List<String> names, String countAs) {
    if (!names.isEmpty()) {
      messages.warn(
          String.format(
              "%s lacks %s of the model, which %s as %s in every row: %s",
              sheet.source(),
              names.size() == 1 ? "a column" : names.size() + " columns",
              names.size() == 1 ? "counts" : "count",
              countAs,
              Names.list(names)));
    }
  }

  private String refusal(Sheet sheet, List<String> absent) {
    StringBuilder text = new StringBuilder(sheet.source() + ": expected the model's column");
    text.append(absent.size() == 1 ? " " : "s ").append(Names.list(absent));
    text.append(", found ").append(sheet.ignored().isEmpty() ? "none" : "none, but ");
    text.append(sheet.ignored().isEmpty() ? "" : Names.list(sheet.ignored()));
    absent.stream().limit(NAMES_COMPARED).forEach(name -> text.append(renamed(name, sheet)));
    return text.append(remedy).toString();
  }

  private static String renamed(String name, Sheet sheet) {
    return NearName.of(name, sheet.ignored())
        .map(near -> "; is " + Names.quoted(near) + " meant for " + Names.quoted(name) + "?")
        .orElse("");
  }
}
