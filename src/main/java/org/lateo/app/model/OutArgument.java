package org.lateo.app.model;

import java.nio.file.Path;
import org.lateo.app.output.ResultFile;
import org.lateo.app.verb.Messages;
import picocli.CommandLine.Option;

/** The option of the file that a verb writes rows to. */
public final class OutArgument {
  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description =
          "CSV or, if named .jsonl or .ndjson, a JSON object a row; - is the standard output.")
  Path file;

  /** The file, or {@code -}. */
  public Path path() {
    return file;
  }

  /** Opens the file, which is none of those that are read. */
  public ResultFile open(ModelRows rows, ModelArgument model, Messages messages) {
    return ResultFile.at(file, rows.files(model), messages.output(file));
  }
}
