package org.lateo.storage;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A file that appears whole or not at all: it is written beside its place and moved there. Opening
 * one finds out whether it can be written, before the work whose result it holds.
 *
 * <p>A symbolic link is followed, and what it points to is replaced, whether it is there yet or
 * not. A file that is replaced keeps its permissions and, where the process may give them, owner
 * and group.
 */
public final class OutputFile implements AutoCloseable {
  /** As many links as Linux follows. */
  private static final int MOST_LINKS = 40;

  /** Links there lead to open files, whatever their name says: a rename would tear them away. */
  private static final Path OPEN_FILES = Path.of("/proc");

  private static final Path OPEN_FILES_OF_OTHERS = Path.of("/dev/fd");

  private static final String NO_FILE = "expected a file to write, found a folder or device";

  private static final AtomicLong COUNT = new AtomicLong();

  /** What to remove if the process is stopped. */
  private static final Set<Path> UNFINISHED = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> UNFINISHED.forEach(OutputFile::remove), "lateo-clean"));
  }

  private final Path path;
  private final Path target;
  private final Path temporary;

  private OutputFile(Path path, Path target, Path temporary) {
    this.path = path;
    this.target = target;
    this.temporary = temporary;
  }

  /** Content of a file. */
  @FunctionalInterface
  public interface Content {
    /** Writes it to a file that is there and empty. */
    void writeTo(Path file) throws IOException;
  }

  /**
   * Prepares to write.
   *
   * @throws FileSystemException if nothing can be written there, naming the path: it is a folder, a
   *     device or a pipe, its folder is not there, or may not be written to
   */
  public static OutputFile at(Path path) throws FileSystemException {
    Path target = target(path);
    return new OutputFile(path, target, temporary(path, target));
  }

  /** Whether this would replace a file, whatever links lead to it. */
  public boolean replaces(Path file) {
    try {
      return Files.exists(target)
          ? Files.exists(file) && Files.isSameFile(target, file)
          : target.equals(target(file));
    } catch (IOException e) {
      return false; // What cannot be looked at or written to is not replaced.
    }
  }

  private static Path target(Path path) throws FileSystemException {
    Path place = path;
    for (int links = 0; links < MOST_LINKS; links++) {
      place = inRealFolder(path, place);
      requireNoOpenFile(path, place);
      if (!Files.isSymbolicLink(place)) {
        requireFile(path, place);
        return place;
      }
      place = place.resolveSibling(pointee(path, place));
    }
    throw refused(path, "expected a file, found symbolic links that lead nowhere");
  }

  private static Path inRealFolder(Path path, Path place) throws FileSystemException {
    Path absolute = place.toAbsolutePath();
    Path name = absolute.getFileName();
    Path folder = absolute.getParent();
    if (folder == null) {
      throw refused(path, NO_FILE);
    }
    if (!Files.isDirectory(folder)) {
      throw refused(path, "expected an existing folder, found none at " + folder);
    }
    try {
      return folder.toRealPath().resolve(name);
    } catch (IOException e) {
      throw unwritable(path, e);
    }
  }

  private static Path pointee(Path path, Path link) throws FileSystemException {
    try {
      return Files.readSymbolicLink(link);
    } catch (IOException e) {
      throw unwritable(path, e);
    }
  }

  private static void requireNoOpenFile(Path path, Path place) throws FileSystemException {
    if (place.startsWith(OPEN_FILES) || place.startsWith(OPEN_FILES_OF_OTHERS)) {
      throw refused(path, NO_FILE);
    }
  }

  private static void requireFile(Path path, Path target) throws FileSystemException {
    boolean there = Files.exists(target);
    if (there && !Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)) {
      throw refused(path, NO_FILE);
    }
    if (there && !Files.isWritable(target)) {
      throw refused(path, "expected a file to write, found one that is read-only");
    }
  }

  private static Path temporary(Path path, Path target) throws FileSystemException {
    Path temporary =
        target.resolveSibling(
            ".lateo-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet() + ".tmp");
    UNFINISHED.add(temporary);
    try {
      Files.deleteIfExists(temporary);
      Files.createFile(temporary);
      if (Files.exists(target)) {
        copyAttributes(target, temporary);
      }
      return temporary;
    } catch (IOException e) {
      remove(temporary);
      throw unwritable(path, e);
    }
  }

  /** Before there is any content, so that nobody reads what they might not. */
  private static void copyAttributes(Path from, Path to) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(to, PosixFileAttributeView.class);
    if (view == null) {
      return; // No POSIX file system: files inherit what their folder says.
    }
    PosixFileAttributes wanted = Files.readAttributes(from, PosixFileAttributes.class);
    PosixFileAttributes found = view.readAttributes();
    try {
      if (!wanted.group().equals(found.group())) {
        view.setGroup(wanted.group());
      }
      if (!wanted.owner().equals(found.owner())) {
        view.setOwner(wanted.owner());
      }
    } catch (IOException e) {
      // Only root gives files away; then the file is the writer's, as a new one would be.
    }
    view.setPermissions(wanted.permissions());
  }

  /**
   * Writes the content and moves it to its place.
   *
   * @throws FileSystemException if that fails, naming the path
   */
  public void write(Content content) throws FileSystemException {
    try {
      content.writeTo(temporary);
      move();
    } catch (IOException e) {
      throw unwritable(path, e);
    }
  }

  private void move() throws IOException {
    try {
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Removes what was not written whole. */
  @Override
  public void close() {
    remove(temporary);
  }

  private static void remove(Path temporary) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      return; // It is tried again when the process ends.
    }
    UNFINISHED.remove(temporary);
  }

  private static FileSystemException unwritable(Path path, IOException cause) {
    FileSystemException exception = refused(path, "cannot be written: " + reason(cause));
    exception.initCause(cause);
    return exception;
  }

  /** Java's messages start with a file's name where they are about one, here the temporary one. */
  private static String reason(IOException e) {
    if (e instanceof FileSystemException system) {
      return system.getReason() != null ? system.getReason() : e.getClass().getSimpleName();
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private static FileSystemException refused(Path path, String reason) {
    return new FileSystemException(path.toString(), null, reason);
  }
}
