package org.lateo.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.lateo.app.input.InputException;

/**
 * A file that appears whole or not at all: it is written beside its place and moved there. Opening
 * one finds out whether it can be written, before the work whose result it holds.
 */
final class OutputFile implements AutoCloseable {
  private final Path target;
  private final Path temporary;

  private OutputFile(Path target, Path temporary) {
    this.target = target;
    this.temporary = temporary;
  }

  /**
   * Prepares to write.
   *
   * @throws InputException if nothing can be written there
   */
  static OutputFile at(Path path) {
    Path target = path.toAbsolutePath().normalize();
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      throw new InputException(path + ": expected a file to write, found a folder or device");
    }
    Path folder = target.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new InputException(path + ": expected an existing folder, found none at " + folder);
    }
    Path temporary =
        folder.resolve("." + target.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
    return new OutputFile(target, created(temporary, path));
  }

  private static Path created(Path temporary, Path path) {
    try {
      Files.deleteIfExists(temporary);
      Files.createFile(temporary);
    } catch (IOException e) {
      throw new InputException(path + ": cannot be written: " + e.getMessage(), e);
    }
    temporary.toFile().deleteOnExit();
    return temporary;
  }

  /** Where to write. */
  Path temporary() {
    return temporary;
  }

  /** Moves what was written to its place. */
  void commit() throws IOException {
    Files.move(
        temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Removes what was not committed. */
  @Override
  public void close() throws IOException {
    Files.deleteIfExists(temporary);
  }
}
