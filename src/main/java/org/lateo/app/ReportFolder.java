package org.lateo.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.lateo.app.input.InputException;
import org.lateo.app.output.ResultFile;
import org.lateo.app.report.LineChart;

/** Where a report goes. */
final class ReportFolder {
  static final String PAGE = "report.html";

  private ReportFolder() {}

  /**
   * The page in a folder, which is made if it is not there.
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

  /** Java draws text only where the system has a font, and not every container has one. */
  private static void requireCharts() {
    try {
      new LineChart("", "x", "y", List.of()).html("probe");
    } catch (LinkageError | InternalError e) {
      throw new InputException("--report: charts cannot be drawn; is there no font?", e);
    }
  }
}
