package org.lateo.app.impute;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lateo.app.model.BatchedAnswers;
import org.lateo.app.model.Capable;
import org.lateo.app.model.ImpossibleRows;
import org.lateo.app.model.ModelArgument;
import org.lateo.app.model.ModelRows;
import org.lateo.app.model.OutArgument;
import org.lateo.app.output.ResultFile;
import org.lateo.app.progress.RowProgress;
import org.lateo.app.text.RowNumbers;
import org.lateo.app.verb.Refusals;
import org.lateo.app.verb.Results;
import org.lateo.app.verb.Verb;
import org.lateo.nn.Sizes;
import org.lateo.output.ExactDensity;
import org.lateo.output.ImputedRow;
import org.lateo.output.Imputes;
import org.lateo.output.LatentCode;
import org.lateo.tables.Datasets;
import org.lateo.tables.OutputKind;
import org.lateo.tables.Sheet;
import org.lateo.tables.TableProvenance;
import org.tribuo.Example;
import org.tribuo.Model;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The verb {@code impute}: writes rows with their missing values filled in. */
@Command(
    name = "impute",
    customSynopsis = "lateo impute --model=FILE --data=FILE --out=FILE [OPTIONS]",
    description =
        "Write the file again with its missing values filled in; other cells are copied. Columns"
            + " that may be missing and that the file lacks are added after its own.")
public final class ImputeCommand extends Verb {
  private static final int ROWS_AT_ONCE = 100;

  @Mixin ModelArgument model;
  @Mixin ModelRows rows;

  @Mixin OutArgument out;

  @Option(
      names = "--samples",
      paramLabel = "N",
      defaultValue = "200",
      description =
          "Importance samples a row; more are more accurate, and 0 takes the posterior mean, which"
              + " is faster (default: ${DEFAULT-VALUE}).")
  int samples;

  @Option(
      names = "--probabilities",
      description =
          "Write probabilities for the columns of a missing field, instead of 1 for its most"
              + " probable value and 0 for others. The probabilities of a column of words are added"
              + " as further columns.")
  boolean probabilities;

  @Option(
      names = "--mark",
      paramLabel = "COLUMN",
      description =
          "Add a column of this name, which says how much of a row was filled in: none, some, or"
              + " all if nothing was known of it.")
  Optional<String> mark;

  @Override
  protected Results run() {
    Refusals.inRange("samples", samples, 0, Sizes.SAMPLES);
    try (ResultFile file = out.open(rows, model, messages)) {
      Capable<Imputes> found = imputer();
      Imputes imputer = found.can();
      requireMissing(imputer);
      Sheet sheet = rows.readWithText(found.model(), messages);
      List<String> features = Datasets.features(found.model());
      List<Example<LatentCode>> examples = Datasets.toImpute(sheet, OutputKind.none(), features);
      ImpossibleRows.of(imputer::impossible, examples, sheet).refuse();
      try (RowProgress progress = messages.rowProgress("imputing", sheet.size())) {
        List<ImputedRow> imputed =
            new BatchedAnswers<>(
                sheet,
                ROWS_AT_ONCE,
                (from, to) -> impute(imputer, examples.subList(from, to)),
                progress);
        ImputedTable table =
            new ImputedTable(
                sheet,
                imputed,
                features,
                TableProvenance.schemaOf(found.model()),
                probabilities,
                rows.responseName(),
                mark);
        file.write(to -> table.write(to, out.path()));
        return results(table, sheet);
      }
    }
  }

  private Capable<Imputes> imputer() {
    Model<?> read = model.read();
    if (read instanceof ExactDensity) {
      throw model.refusal(
          "a model that imputes, found "
              + read.getClass().getSimpleName()
              + ", which has no density of a part of a row; a variational autoencoder has (train"
              + " --model vae)");
    }
    return model.one(read, Imputes.class);
  }

  private Results results(ImputedTable table, Sheet sheet) {
    int[] unknown = table.unknownRows();
    warnOf(unknown, sheet);
    messages.say(
        "Filled in %,d cells of %,d rows and wrote %s",
        table.filledCells(), sheet.size(), out.path());
    return new Results()
        .with("rows", sheet.size())
        .with("filled", table.filledCells())
        .with("unknown_rows", unknown);
  }

  private List<ImputedRow> impute(Imputes imputer, List<Example<LatentCode>> some) {
    return samples == 0 ? imputer.impute(some) : imputer.impute(some, samples);
  }

  private void requireMissing(Imputes imputer) {
    try {
      imputer.requireMissingFeatures();
    } catch (IllegalArgumentException e) {
      throw model.refusal(
          "a model trained on a table with gaps, or with train --missing, found one without");
    }
  }

  private void warnOf(int[] unknown, Sheet sheet) {
    if (unknown.length > 0) {
      messages.warn(
          String.format(
              Locale.ROOT,
              "%s: nothing is known of %s, filled with the model's mean or most probable value of"
                  + " each column",
              sheet.source(),
              RowNumbers.text(unknown)));
    }
  }
}
