package org.lateo.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OutputFileTest {
  @TempDir private Path folder;

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static void write(Path path, String text) throws IOException {
    try (OutputFile file = OutputFile.at(path)) {
      file.write(to -> Files.writeString(to, text));
    }
  }

  private static void refused(Path path, String reason) {
    FileSystemException e =
        assertThrows(FileSystemException.class, () -> OutputFile.at(path).close());
    assertEquals(path + ": " + reason, e.getMessage());
  }

  @Test
  void appearsWhenItIsWhole() throws IOException {
    Path target = folder.resolve("file");
    try (OutputFile file = OutputFile.at(target)) {
      file.write(
          to -> {
            Files.writeString(to, "whole");
            assertFalse(Files.exists(target));
          });
    }
    assertEquals("whole", Files.readString(target));
    assertEquals(List.of("file"), names());
  }

  @Test
  void leavesNothingOtherwiseAndNamesTheFile() throws IOException {
    Path target = Files.writeString(folder.resolve("file"), "old");
    try (OutputFile file = OutputFile.at(target)) {
      FileSystemException e =
          assertThrows(
              FileSystemException.class,
              () ->
                  file.write(
                      to -> {
                        Files.writeString(to, "half");
                        throw new IOException("No space left on device");
                      }));
      assertEquals(target + ": cannot be written: No space left on device", e.getMessage());
    }
    assertEquals("old", Files.readString(target));
    assertEquals(List.of("file"), names());
  }

  @Test
  void longNamesAreWritten() throws IOException {
    Path target = folder.resolve("n".repeat(255));
    write(target, "whole");
    assertEquals("whole", Files.readString(target));
  }

  /** What the link points to is written to, and the link stays, through any number of them. */
  @Test
  void linksAreFollowed() throws IOException {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Path there = Files.writeString(elsewhere.resolve("there"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("elsewhere", "there"));
    Path chain = Files.createSymbolicLink(folder.resolve("chain"), link);
    write(chain, "new");
    assertTrue(Files.isSymbolicLink(link) && Files.isSymbolicLink(chain));
    assertEquals("new", Files.readString(there));
    Path dangling =
        Files.createSymbolicLink(folder.resolve("dangling"), Path.of("elsewhere", "later"));
    write(dangling, "first");
    assertTrue(Files.isSymbolicLink(dangling));
    assertEquals("first", Files.readString(elsewhere.resolve("later")));
    assertEquals(List.of("chain", "dangling", "elsewhere", "link"), names());
  }

  @Test
  void circlesOfLinksAreRefused() throws IOException {
    Path one = folder.resolve("one");
    Files.createSymbolicLink(one, folder.resolve("other"));
    Files.createSymbolicLink(folder.resolve("other"), one);
    refused(one, "expected a file, found symbolic links that lead nowhere");
  }

  @Test
  void modesStay() throws IOException {
    Path target = Files.writeString(folder.resolve("file"), "old");
    assumeTrue(Files.getFileAttributeView(target, PosixFileAttributeView.class) != null);
    for (String mode : List.of("rw-------", "rw-rw-rw-", "rwxr-x---")) {
      Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(mode));
      try (OutputFile file = OutputFile.at(target)) {
        file.write(
            to -> {
              String before = PosixFilePermissions.toString(Files.getPosixFilePermissions(to));
              assertEquals(mode, before);
              Files.writeString(to, "new");
            });
      }
      assertEquals(mode, PosixFilePermissions.toString(Files.getPosixFilePermissions(target)));
    }
    Path usual = Files.writeString(folder.resolve("usual"), "");
    write(folder.resolve("new"), "new");
    assertEquals(
        Files.getPosixFilePermissions(usual), Files.getPosixFilePermissions(folder.resolve("new")));
  }

  @Test
  void foldersAndDevicesAreRefused() throws IOException {
    refused(folder, "expected a file to write, found a folder or device");
    refused(
        folder.resolve("none/file"),
        "expected an existing folder, found none at " + folder.resolve("none"));
    Path device = Path.of("/dev/null");
    assumeTrue(Files.exists(device));
    refused(device, "expected a file to write, found a folder or device");
    Path link = Files.createSymbolicLink(folder.resolve("link"), device);
    refused(link, "expected a file to write, found a folder or device");
  }

  /** Even where it leads to a file, which the rename would tear away from whoever has it open. */
  @Test
  void openFilesAreRefused() throws IOException {
    Path open = Path.of("/proc/self/fd");
    assumeTrue(Files.isDirectory(open));
    Path target = Files.writeString(folder.resolve("file"), "old");
    try (FileOutputStream opened = new FileOutputStream(target.toFile(), true);
        Stream<Path> descriptors = Files.list(open)) {
      assertTrue(opened.getFD().valid());
      Path descriptor = descriptors.filter(d -> leadsTo(d, target)).findFirst().orElseThrow();
      refused(descriptor, "expected a file to write, found a folder or device");
      Path link = Files.createSymbolicLink(folder.resolve("link"), descriptor);
      refused(link, "expected a file to write, found a folder or device");
    }
    assertEquals("old", Files.readString(target));
  }

  private static boolean leadsTo(Path descriptor, Path file) {
    try {
      return Files.isSameFile(descriptor, file);
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void tellsWhatItReplaces() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    Path other = Files.writeString(folder.resolve("other"), "");
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);
    Path hard = Files.createLink(folder.resolve("hard"), file);
    for (Path path : List.of(file, link, hard, folder.resolve("./file"))) {
      try (OutputFile output = OutputFile.at(path)) {
        assertTrue(output.replaces(file) && output.replaces(link) && output.replaces(hard));
        assertFalse(output.replaces(other) || output.replaces(folder.resolve("none")));
      }
    }
    try (OutputFile output = OutputFile.at(folder.resolve("none"))) {
      assertTrue(output.replaces(folder.resolve("./none")));
      assertFalse(output.replaces(file));
    }
  }
}
