package org.lateo.storage;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Locale;

/**
 * A file that appears whole or not at all: it is written under a temporary name in its folder, then
 * renamed; see {@link TemporaryFile} for what a process that is killed leaves. {@link #at} checks
 * that the file can be written, before the work whose result it will hold.
 *
 * <p>A symbolic link is followed, and the file that it points to is replaced or created. A file
 * that is replaced keeps its permissions and, if the process may set them, owner and group.
 */
public final class OutputFile implements AutoCloseable {
  /** The most links that are followed, as in Linux. */
  private static final int MOST_LINKS = 40;

  /** Links in these folders lead to open files, which a rename would not replace. */
  private static final Path OPEN_FILES = Path.of("/proc");

  private static final Path OPEN_FILES_OF_OTHERS = Path.of("/dev/fd");

  private static final String NO_FILE = "expected a file to write, found a folder or device";

  /** With less than this left a disk is full. */
  private static final long FULL = 1 << 16;

  private final Path path;
  private final Path target;
  private final Path temporary;

  private OutputFile(Path path, Path target, Path temporary) {
    this.path = path;
    this.target = target;
    this.temporary = temporary;
  }

  /** The content of a file. */
  @FunctionalInterface
  public interface Content {
    /** Writes the content to an existing, empty file. */
    void writeTo(Path file) throws IOException;
  }

  /**
   * Prepares to write a file.
   *
   * @throws FileSystemException if the file cannot be written, naming the path: it is a folder, a
   *     device or a pipe, or its folder does not exist or is read-only
   */
  public static OutputFile at(Path path) throws FileSystemException {
    try {
      Path target = target(path);
      return new OutputFile(path, target, temporary(target));
    } catch (Refusal e) {
      throw e;
    } catch (IOException e) {
      throw unwritable(path, e, "");
    }
  }

  /**
   * A file without a name, whose content is handed on by {@link #write(Content, OutputStream)}.
   *
   * @throws FileSystemException if there is no room for temporary files
   */
  public static OutputFile unnamed() throws FileSystemException {
    Path folder = Path.of(System.getProperty("java.io.tmpdir"));
    try {
      Path temporary = TemporaryFile.in(folder.toRealPath());
      return new OutputFile(folder, temporary, temporary);
    } catch (IOException e) {
      throw unwritable(folder, e, "");
    }
  }

  /** A path that cannot be written, with the reason. */
  private static final class Refusal extends FileSystemException {
    private static final long serialVersionUID = 1L;

    Refusal(Path path, String reason) {
      super(path.toString(), null, reason);
    }
  }

  /** Whether writing would replace {@code file}, with links of both followed. */
  public boolean replaces(Path file) {
    try {
      return Files.exists(target)
          ? Files.exists(file) && Files.isSameFile(target, file)
          : target.equals(target(file));
    } catch (IOException e) {
      return false; // A file that cannot be read or written is not replaced.
    }
  }

  private static Path target(Path path) throws IOException {
    Path place = path;
    for (int links = 0; links < MOST_LINKS; links++) {
      place = inRealFolder(path, place);
      requireNoOpenFile(path, place);
      if (!Files.isSymbolicLink(place)) {
        requireFile(path, place);
        return place;
      }
      place = place.resolveSibling(Files.readSymbolicLink(place));
    }
    throw new Refusal(path, "expected a file, found symbolic links that lead nowhere");
  }

  private static Path inRealFolder(Path path, Path place) throws IOException {
    Path absolute = place.toAbsolutePath();
    Path name = absolute.getFileName();
    Path folder = absolute.getParent();
    if (folder == null) {
      throw new Refusal(path, NO_FILE);
    }
    if (!Files.isDirectory(folder)) {
      throw new Refusal(path, "expected an existing folder, found none at " + folder);
    }
    return folder.toRealPath().resolve(name);
  }

  private static void requireNoOpenFile(Path path, Path place) throws Refusal {
    if (place.startsWith(OPEN_FILES) || place.startsWith(OPEN_FILES_OF_OTHERS)) {
      throw new Refusal(path, NO_FILE);
    }
  }

  private static void requireFile(Path path, Path target) throws Refusal {
    boolean there = Files.exists(target);
    if (there && !Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)) {
      throw new Refusal(path, NO_FILE);
    }
    if (there && !Files.isWritable(target)) {
      throw new Refusal(path, "expected a file to write, found one that is read-only");
    }
  }

  private static Path temporary(Path target) throws IOException {
    Path temporary = TemporaryFile.in(target.getParent());
    try {
      if (Files.exists(target)) {
        copyAttributes(target, temporary);
      }
      return temporary;
    } catch (IOException e) {
      TemporaryFile.remove(temporary);
      throw e;
    }
  }

  /** Copies permissions before there is content, so that only permitted users can read it. */
  private static void copyAttributes(Path from, Path to) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(to, PosixFileAttributeView.class);
    if (view == null) {
      return; // Not a POSIX file system: files inherit the attributes of their folder.
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
      // Only root may change the owner; otherwise the file belongs to the writer, as a new one
      // does.
    }
    view.setPermissions(wanted.permissions());
  }

  /**
   * Writes the content, then renames the file.
   *
   * @throws FileSystemException if writing fails, naming the path
   */
  public void write(Content content) throws FileSystemException {
    try {
      content.writeTo(temporary);
      move();
    } catch (IOException e) {
      throw unwritable(path, e, room());
    }
  }

  /**
   * Writes the content, then hands it on; no file appears.
   *
   * @throws FileSystemException if writing fails, naming the path
   */
  public void write(Content content, OutputStream to) throws FileSystemException {
    try {
      content.writeTo(temporary);
      Files.copy(temporary, to);
      to.flush();
    } catch (IOException e) {
      throw unwritable(path, e, room());
    }
  }

  /** What there was of room, and what was needed, if the disk is full. */
  private String room() {
    try {
      long free = Files.getFileStore(temporary).getUsableSpace();
      long room = Files.size(temporary) + free;
      return free < FULL
          ? String.format(
              Locale.ROOT, "; expected room for more than %,d bytes, found %,d", room, room)
          : "";
    } catch (IOException e) {
      return ""; // The file or its disk is gone.
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

  /** Removes the temporary file if it was not renamed. */
  @Override
  public void close() {
    TemporaryFile.remove(temporary);
  }

  private static FileSystemException unwritable(Path path, IOException cause, String room) {
    FileSystemException exception = new Refusal(path, "cannot be written: " + reason(cause) + room);
    exception.initCause(cause);
    return exception;
  }

  /** The reason without the temporary file's name, with which Java's message would begin. */
  private static String reason(IOException e) {
    if (e instanceof FileSystemException system) {
      return system.getReason() != null ? system.getReason() : e.getClass().getSimpleName();
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
