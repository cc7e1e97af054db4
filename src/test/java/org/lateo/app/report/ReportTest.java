package org.lateo.app.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.lateo.app.report.ImageGrid.ImageRow;
import org.lateo.app.report.KeyFigures.KeyFigure;
import org.lateo.app.report.LineChart.Line;
import org.lateo.app.report.LineChart.Point;
import org.lateo.app.report.ScatterChart.Group;

final class ReportTest {
  private static final LineChart LINES =
      new LineChart(
          "Rises.",
          "epoch",
          "ELBO",
          List.of(
              new Line("training", List.of(new Point(1, -9), new Point(2, -5))),
              new Line("validation", List.of(new Point(1, Double.NaN), new Point(2, -6)))));

  private static final ScatterChart DOTS =
      new ScatterChart(
          "Lies apart.",
          "z0",
          "z1",
          List.of(
              new Group("cat", List.of(new Point(0, 1), new Point(2, 3))),
              new Group("dog", List.of(new Point(4, 5)))));

  private static String page(Block... blocks) {
    Section section = new Section("Heading", "Text.", List.of(blocks));
    return new Report("Title", "Summary.", List.of(section, section)).html();
  }

  @Test
  void isOnePageThatLoadsNothing() {
    ImageGrid grid =
        new ImageGrid("Seen.", 1, 2, List.of(new ImageRow("row", List.of(new double[] {0, 1}))));
    String html = page(LINES, DOTS, grid);
    Matcher sources = Pattern.compile("(?:src|href)=\"(.{5})").matcher(html);
    while (sources.find()) {
      assertEquals("data:", sources.group(1));
    }
    assertFalse(html.contains("<script"), html);
    assertFalse(html.contains("@import"), html);
    assertFalse(html.replace("http://www.w3.org/", "").contains("http"), html);
  }

  @Test
  void idsOfChartsDoNotClash() {
    String html = page(LINES, LINES);
    Set<String> ids = new HashSet<>();
    Matcher matcher = Pattern.compile(" id=\"([^\"]*)\"").matcher(html);
    while (matcher.find()) {
      assertTrue(ids.add(matcher.group(1)), matcher.group(1) + " twice");
    }
    assertFalse(ids.isEmpty());
    Matcher used = Pattern.compile("url\\(#([^)]*)\\)").matcher(html);
    while (used.find()) {
      assertTrue(ids.contains(used.group(1)), used.group(1) + " is used but not there");
    }
  }

  @Test
  void chartsTakeTheColourOfText() {
    String html = page(LINES, DOTS);
    assertTrue(html.contains("currentColor"), html);
    assertFalse(html.contains("rgb(1,2,3)"), html);
    assertTrue(html.contains(">epoch</text"), html);
    assertTrue(html.contains("validation"), html);
  }

  @Test
  void chartsHoldWhatIsThere() {
    LineChart empty = new LineChart("None.", "x", "y", List.of(new Line("none", List.of())));
    assertTrue(page(empty).contains("None."));
  }

  @Test
  void textIsEscaped() {
    Block table = new DataTable("<i>", List.of("a<b", "\"c\""), List.of(List.of("&", "<")));
    Block figures = new KeyFigures(List.of(new KeyFigure("<dt>", "<dd>", "a & b")));
    String html = page(table, figures);
    assertTrue(html.contains("&lt;i&gt;"), html);
    assertTrue(html.contains("a&lt;b"), html);
    assertTrue(html.contains("&quot;c&quot;"), html);
    assertTrue(html.contains("<td>&amp;</td>"), html);
    assertTrue(html.contains("a &amp; b"), html);
    String title = new Report("<title>", "x", List.of()).html();
    assertTrue(title.contains("<h1>&lt;title&gt;</h1>"), title);
  }

  @Test
  void tablesRefuseRowsOfOtherLengths() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new DataTable("x", List.of("a", "b"), List.of(List.of("1"))));
    assertEquals("Expected 2 cells a row, found [1]", e.getMessage());
  }
}
