package org.lateo.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lateo.app.input.InputException;

final class OutputFileTest {
  @TempDir private Path folder;

  @Test
  void appearsWhenCommitted() throws IOException {
    Path target = folder.resolve("file");
    try (OutputFile file = OutputFile.at(target)) {
      Files.writeString(file.temporary(), "whole");
      assertEquals(false, Files.exists(target));
      file.commit();
    }
    assertEquals("whole", Files.readString(target));
    assertEquals(List.of("file"), SmallData.others(folder).toList());
  }

  @Test
  void leavesNothingOtherwise() throws IOException {
    Path target = Files.writeString(folder.resolve("file"), "old");
    try (OutputFile file = OutputFile.at(target)) {
      Files.writeString(file.temporary(), "half");
    }
    assertEquals("old", Files.readString(target));
    assertEquals(List.of("file"), SmallData.others(folder).toList());
  }

  @Test
  void takesOverWhatAStoppedRunLeft() throws IOException {
    Path target = folder.resolve("file");
    OutputFile.at(target);
    try (OutputFile file = OutputFile.at(target)) {
      Files.writeString(file.temporary(), "whole");
      file.commit();
    }
    assertEquals("whole", Files.readString(target));
  }

  @Test
  void refusesFoldersAndMissingFolders() {
    assertThrows(InputException.class, () -> OutputFile.at(folder));
    assertThrows(InputException.class, () -> OutputFile.at(folder.resolve("none/file")));
  }
}
