package org.lateo.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lateo.app.input.InputException;

/** Where a report goes. */
final class ReportFolder {
  static final String PAGE = "report.html";

  private ReportFolder() {}

  /** The page in a folder, which is made if it is not there. */
  static OutputFile open(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new InputException(folder + ": expected a folder for the report, found none", e);
    }
    return OutputFile.at(folder.resolve(PAGE));
  }
}
