package org.lateo.app.progress;

import java.util.Locale;
import org.lateo.train.EpochReport;

/** What an epoch brought, in a few words. */
final class EpochText {
  private EpochText() {}

  /** As {@code ELBO -104.32, validation -106.20, 12,345 rows/s}. */
  static String of(EpochReport report) {
    String validation =
        Double.isNaN(report.validationElbo())
            ? ""
            : String.format(Locale.ROOT, ", validation %.2f", report.validationElbo());
    return String.format(
        Locale.ROOT,
        "ELBO %.2f%s, %,.0f rows/s",
        report.elbo(),
        validation,
        report.rowsPerSecond());
  }
}
