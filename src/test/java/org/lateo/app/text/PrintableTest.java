package org.lateo.app.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.lateo.tables.Names;

final class PrintableTest {
  @Test
  void controlCharactersAreWritten() {
    assertEquals("'a\\u001b[31mb\\u0007'", Names.quoted("a\u001b[31mb\u0007"));
    assertEquals("x\\u009b\\u202ey", Printable.line("x\u009b\u202ey"));
    assertEquals("a\n\tb\\u001b", Printable.lines("a\r\n\tb\u001b"));
  }

  @Test
  void ordinaryTextStays() {
    for (String text : new String[] {"é, 日本 'quoted' \"too\"", "/a/path/to some/file.csv", ""}) {
      assertEquals(text, Printable.line(text));
      assertEquals(text, Printable.lines(text));
    }
    assertEquals("one line", Printable.line(" one \n  line "));
  }

  @Test
  void longNamesAreCut() {
    String name = "n".repeat(20_000);
    assertEquals("n".repeat(80) + "… (20000 characters)", Names.shown(name));
    String line = Printable.line("found " + name + "end of it");
    assertTrue(line.length() < 320 && line.endsWith("nend of it"), line);
    assertTrue(Printable.lines(name).length() < 320);
    assertTrue(Printable.line("word ".repeat(20_000)).length() < 4100);
    String pairs = "\ud83d\ude00".repeat(100);
    assertTrue(Names.shown("x" + pairs).startsWith("x" + "\ud83d\ude00".repeat(39) + "…"));
  }
}
