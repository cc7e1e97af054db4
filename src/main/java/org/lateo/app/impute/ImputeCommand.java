package org.lateo.app.impute;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
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
import org.lateo.output.ImputedRow;
import org.lateo.output.Imputes;
import org.lateo.output.LatentCode;
import org.lateo.tables.Datasets;
import org.lateo.tables.OutputKind;
import org.lateo.tables.Sheet;
import org.tribuo.Example;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The verb {@code impute}: writes rows with their missing values filled in. */
@Command(
    name = "impute",
    customSynopsis = "lateo impute --model=FILE --data=FILE --out=FILE [OPTIONS]",
    description =
        "Write the file again with its missing values filled in; other cells are copied. Columns that"
            + " may be missing and that the file lacks are added after its own.")
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
          "Importance samples a row; more are more accurate, and 0 takes the posterior mean, which is"
              + " faster (default: ${DEFAULT-VALUE}).")
  int samples;

  @Option(
      names = "--probabilities",
      description =
          "Write probabilities for the columns of a missing field, instead of 1 for its most probable"
              + " value and 0 for others. The probabilities of a column of words are added as further"
              + " columns.")
  boolean probabilities;

  @Option(
      names = "--mark",
      paramLabel = "COLUMN",
      description =
          "Add a column of this name, which says how much of a row was filled in: none, some, or all"
              + " if nothing was known of it.")
  Optional<String> mark;

  @Override
  protected Results run() {
    Refusals.inRange("samples", samples, 0, Sizes.SAMPLES);
    try (ResultFile file = out.open(rows, model, messages)) {
      Capable<Imputes> found = model.read(Imputes.class);
      Imputes imputer = found.can();
      requireMissing(imputer);
      Sheet sheet = rows.readWithText(found.model(), messages);
      List<String> features = ModelRows.features(found.model());
      List<Example<LatentCode>> examples = Datasets.toImpute(sheet, OutputKind.none(), features);
      ImpossibleRows.of(imputer::impossible, examples, sheet).refuse();
      List<ImputedRow> imputed = impute(imputer, examples, sheet);
      ImputedTable table =
          new ImputedTable(sheet, imputed, features, probabilities, rows.responseName(), mark);
      file.write(to -> table.write(to, out.path()));
      int[] unknown = unknown(imputed);
      warnOf(unknown, sheet);
      long cells = table.filledCells();
      messages.say(
          "Filled in %,d cells of %,d rows and wrote %s", cells, imputed.size(), out.path());
      return new Results()
          .with("rows", imputed.size())
          .with("filled", cells)
          .with("unknown_rows", unknown);
    }
  }

  private void requireMissing(Imputes imputer) {
    try {
      imputer.requireMissingFeatures();
    } catch (IllegalArgumentException e) {
      throw model.refusal(
          "a model trained on a table with gaps, or with train --missing, found one without");
    }
  }

  /** The numbers, from 1, of rows of which nothing is known. */
  private static int[] unknown(List<ImputedRow> rows) {
    return IntStream.range(0, rows.size())
        .filter(i -> rows.get(i).isEmpty())
        .map(i -> i + 1)
        .toArray();
  }

  private void warnOf(int[] unknown, Sheet sheet) {
    if (unknown.length > 0) {
      messages.warn(
          String.format(
              Locale.ROOT,
              "%s: nothing is known of %s, filled with the model's mean or most probable value of each column",
              sheet.source(),
              RowNumbers.text(unknown)));
    }
  }

  private List<ImputedRow> impute(Imputes imputer, List<Example<LatentCode>> rows, Sheet sheet) {
    List<ImputedRow> imputed = new ArrayList<>();
    try (RowProgress progress = messages.rowProgress("imputing", rows.size())) {
      for (int from = 0; from < rows.size(); from += ROWS_AT_ONCE) {
        int to = Math.min(rows.size(), from + ROWS_AT_ONCE);
        var some = rows.subList(from, to);
        imputed.addAll(
            Refusals.data(
                sheet.source(),
                IntStream.rangeClosed(from + 1, to).toArray(),
                () -> samples == 0 ? imputer.impute(some) : imputer.impute(some, samples)));
        progress.done(imputed.size());
      }
    }
    return imputed;
  }
}
