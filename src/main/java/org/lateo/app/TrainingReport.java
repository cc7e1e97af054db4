package org.lateo.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lateo.VAEModel;
import org.lateo.app.input.Datasets;
import org.lateo.app.input.OutputKind;
import org.lateo.app.input.Sheet;
import org.lateo.app.report.Report;
import org.lateo.app.report.Section;
import org.lateo.output.LatentCode;
import org.tribuo.Example;

/** How training went and what the model learned, for somebody who has never seen the like. */
final class TrainingReport {
  /** Of so many rows codes are shown. */
  private static final int MOST_ROWS = 1500;

  private TrainingReport() {}

  static String html(Outcome outcome, VAEModel model, Sheet sheet) {
    Sheet shown = sheet.first(MOST_ROWS);
    List<Example<LatentCode>> rows =
        Datasets.toPredict(shown, OutputKind.none(), model.featureNames()).getData();
    List<Section> sections = new ArrayList<>();
    sections.add(TrainingSections.glance(outcome, model, sheet));
    sections.add(TrainingSections.progress(outcome.history()));
    sections.addAll(ReconstructionSections.of(model, rows, sheet.images()));
    if (model.latent() > 1) {
      sections.add(MapSection.of(model.encode(rows), shown));
    }
    sections.add(TrainingSections.settings(outcome));
    return report(model, sheet, sections).html();
  }

  private static Report report(VAEModel model, Sheet sheet, List<Section> sections) {
    return new Report(
        "What a variational autoencoder made of " + sheet.source(),
        String.format(
            Locale.ROOT,
            "It has learned, without being told what is what, to squeeze each of %,d rows of %,d"
                + " numbers into %d, and to draw the row again from these.",
            sheet.size(),
            model.featureNames().size(),
            model.latent()),
        sections);
  }
}
