package org.lateo.app.output;

import java.io.PrintStream;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.lateo.app.input.InputException;
import org.lateo.storage.OutputFile;

/**
 * A file that a verb writes, other than the files it reads. It appears whole or not at all, and
 * opening it checks that it can be written: see {@link OutputFile}.
 */
public final class ResultFile implements AutoCloseable {
  private final OutputFile file;
  private final Optional<PrintStream> standardOutput;

  private ResultFile(OutputFile file, Optional<PrintStream> standardOutput) {
    this.file = file;
    this.standardOutput = standardOutput;
  }

  /**
   * Prepares to write.
   *
   * @param others the verb's other files, by the options that name them
   * @throws InputException if nothing can be written there, or if it is one of the other files,
   *     also by links
   */
  public static ResultFile at(Path path, Map<String, Path> others) {
    return at(path, others, Optional.empty());
  }

  /**
   * As above, or for the standard output.
   *
   * @param standardOutput where to write instead of to the path
   */
  public static ResultFile at(
      Path path, Map<String, Path> others, Optional<PrintStream> standardOutput) {
    if (standardOutput.isPresent()) {
      return new ResultFile(unnamed(), standardOutput);
    }
    OutputFile file = open(path);
    others.forEach(
        (option, other) -> {
          if (file.replaces(other)) {
            file.close();
            throw new InputException(
                path + ": expected a file of its own to write, found that of " + option);
          }
        });
    return new ResultFile(file, standardOutput);
  }

  private static OutputFile unnamed() {
    try {
      return OutputFile.unnamed();
    } catch (FileSystemException e) {
      throw new InputException("expected room for temporary files, found none", e);
    }
  }

  private static OutputFile open(Path path) {
    try {
      return OutputFile.at(path);
    } catch (FileSystemException e) {
      throw new InputException(e.getMessage(), e);
    }
  }

  /**
   * Writes the file.
   *
   * @throws InputException if writing fails, naming the file
   */
  public void write(OutputFile.Content content) {
    try {
      if (standardOutput.isPresent()) {
        file.write(content, standardOutput.get());
      } else {
        file.write(content);
      }
    } catch (FileSystemException e) {
      throw new InputException(e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    file.close();
  }
}
