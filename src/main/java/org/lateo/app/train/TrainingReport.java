package org.lateo.app.train;

import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.ListProvenance;
import com.oracle.labs.mlrg.olcut.provenance.ObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.impl.NullConfiguredProvenance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.lateo.app.input.InputException;
import org.lateo.app.model.Capable;
import org.lateo.app.model.ModelRows;
import org.lateo.app.output.ResultFile;
import org.lateo.app.report.DataTable;
import org.lateo.app.report.KeyFigures;
import org.lateo.app.report.KeyFigures.KeyFigure;
import org.lateo.app.report.LineChart;
import org.lateo.app.report.LineChart.Line;
import org.lateo.app.report.Report;
import org.lateo.app.report.Section;
import org.lateo.output.Encodes;
import org.lateo.output.LatentCode;
import org.lateo.output.LatentCodeInfo;
import org.lateo.storage.LateoVersion;
import org.lateo.tables.OutputKind;
import org.lateo.tables.Sheet;
import org.lateo.train.EpochReport;
import org.tribuo.Example;
import org.tribuo.Model;

/** A report of a training and its model, for readers who do not know autoencoders. */
final class TrainingReport {
  static final String PAGE = "report.html";

  /** The most rows whose codes are shown. */
  private static final int MOST_ROWS = 1500;

  private TrainingReport() {}

  /**
   * Opens the page in a folder, which is created if need be.
   *
   * @param others the files that the page must not replace, by the options that name them
   */
  static ResultFile open(Path folder, Map<String, Path> others) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new InputException(folder + ": expected a folder for the report, found none", e);
    }
    requireCharts();
    return ResultFile.at(folder.resolve(PAGE), others);
  }

  /** Java draws text only if the system has a font, which not every container has. */
  private static void requireCharts() {
    try {
      new LineChart("", "x", "y", List.of()).html("probe");
    } catch (LinkageError | InternalError e) {
      throw new InputException("--report: charts cannot be drawn; is there no font?", e);
    }
  }

  /** The page as HTML. */
  static String html(TrainingResult result, Capable<Encodes> encoder, Sheet sheet) {
    Sheet shown = sheet.first(MOST_ROWS);
    List<Example<LatentCode>> rows =
        ModelRows.dataset(shown, OutputKind.none(), encoder.model()).getData();
    List<Section> sections = new ArrayList<>();
    sections.add(glance(result, encoder, sheet));
    sections.add(progress(result.history()));
    sections.addAll(ReconstructionSections.of(encoder, rows, sheet.images()));
    if (encoder.can().latent() > 1) {
      sections.add(MapSection.of(encoder.can().encode(rows), shown));
    }
    sections.add(settings(result));
    return report(encoder, sheet, sections).html();
  }

  private static Report report(Capable<Encodes> encoder, Sheet sheet, List<Section> sections) {
    return new Report(
        "What a variational autoencoder learned from " + sheet.source(),
        String.format(
            Locale.ROOT,
            "It has learned, without labels, to reduce each of %,d rows of %,d numbers to %d"
                + " numbers, and to reconstruct the row from these.",
            sheet.size(),
            encoder.can().getFeatureIDMap().size(),
            encoder.can().latent()),
        sections);
  }

  private static Section glance(TrainingResult result, Capable<Encodes> encoder, Sheet sheet) {
    EpochReport kept = result.kept().orElseThrow();
    return new Section(
        "At a glance",
        "The evidence lower bound (ELBO) is the number that training raises: a lower bound on the"
            + " log-probability of a row under the model, in nats (natural logarithms). One nat more"
            + " means that the row is 2.7 times as probable.",
        List.of(
            new KeyFigures(
                List.of(
                    new KeyFigure("ELBO", number(elbo(kept)), "nats a row, " + whose(kept)),
                    new KeyFigure(
                        "KL divergence",
                        number(kept.kl()),
                        "nats of information in the code of a row"),
                    new KeyFigure(
                        "Dimensions in use",
                        active(encoder.model()) + " of " + encoder.can().latent(),
                        "the others hold almost no information"),
                    new KeyFigure(
                        "Training",
                        String.format(Locale.ROOT, "%.1f s", result.seconds()),
                        String.format(
                            Locale.ROOT,
                            "%d epochs over %,d rows",
                            result.history().size(),
                            sheet.size()))))));
  }

  private static double elbo(EpochReport kept) {
    return Double.isNaN(kept.validationElbo()) ? kept.elbo() : kept.validationElbo();
  }

  private static String whose(EpochReport kept) {
    return Double.isNaN(kept.validationElbo())
        ? "on the training rows"
        : "on validation rows, held back from training";
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private static int active(Model<?> model) {
    return ((LatentCodeInfo) model.castModel(LatentCode.class).getOutputIDInfo()).getActiveUnits();
  }

  private static Section progress(List<EpochReport> history) {
    boolean watched = !Double.isNaN(history.get(0).validationElbo());
    Line training = Line.of("training rows", history, EpochReport::epoch, EpochReport::elbo);
    Line validation =
        Line.of("validation rows", history, EpochReport::epoch, EpochReport::validationElbo);
    List<Line> lines = watched ? List.of(training, validation) : List.of(training);
    return new Section(
        "How training went",
        "In each epoch the model sees every row once and adjusts its weights a little.",
        List.of(new LineChart(progressCaption(watched), "epoch", "ELBO, nats a row", lines)));
  }

  private static String progressCaption(boolean watched) {
    String rising = "Higher is better. A curve that still rises at its end asks for more epochs.";
    return watched
        ? rising
            + " Where the curve of the validation rows falls below the other, the model begins to"
            + " memorise rows."
        : rising;
  }

  private static Section settings(TrainingResult result) {
    List<List<String>> rows = new ArrayList<>();
    result
        .model()
        .getProvenance()
        .getTrainerProvenance()
        .getConfiguredParameters()
        .forEach((name, value) -> rows.add(List.of(name, text(value))));
    rows.removeIf(row -> row.get(1).isEmpty());
    rows.sort((a, b) -> a.get(0).compareTo(b.get(0)));
    rows.add(List.of("Lateo", LateoVersion.VERSION));
    return new Section(
        "How to repeat it",
        "The model file holds these settings, and where the rows came from.",
        List.of(new DataTable("The trainer's settings.", List.of("setting", "value"), rows)));
  }

  /** Lists with commas, objects as {@code Adam(learningRate=0.001)}, unset values as empty text. */
  private static String text(Provenance value) {
    if (value instanceof ListProvenance<?> list) {
      return list.getList().stream().map(TrainingReport::text).collect(Collectors.joining(", "));
    }
    if (value instanceof NullConfiguredProvenance) {
      return "";
    }
    if (value instanceof ConfiguredObjectProvenance object) {
      return simpleName(object)
          + object.getConfiguredParameters().entrySet().stream()
              .map(e -> e.getKey() + "=" + text(e.getValue()))
              .sorted()
              .collect(Collectors.joining(", ", "(", ")"));
    }
    return value.toString();
  }

  private static String simpleName(ObjectProvenance object) {
    String name = object.getClassName();
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
