package org.lateo.report.page;

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
import org.lateo.report.page.Bars.Bar;
import org.lateo.report.page.Histogram.Mark;
import org.lateo.report.page.Histogram.Values;
import org.lateo.report.page.ImageGrid.ImageRow;
import org.lateo.report.page.KeyFigures.KeyFigure;
import org.lateo.report.page.LineChart.Line;
import org.lateo.report.page.LineChart.Point;
import org.lateo.report.page.ScatterChart.Group;

final class PageTest {
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
    return new Page("Title", "Summary.", List.of(section, section)).html();
  }

  @Test
  void isOnePageThatLoadsNothing() {
    ImageGrid grid =
        new ImageGrid("Seen.", 1, 2, List.of(new ImageRow("row", List.of(new double[] {0, 1}))));
    String html = page(LINES, DOTS, grid);
    Matcher sources = Pattern.compile("(?:src|href)=\"(.{5})").matcher(html);
    while (sources.find()) {
      assertTrue(sources.group(1).matches("data:|#s\\d.*"), sources.group(1));
    }
    assertFalse(html.contains("<script"), html);
    assertFalse(html.contains("@import"), html);
    assertFalse(html.replace("http://www.w3.org/", "").contains("http"), html);
  }

  @Test
  void idsDoNotClash() {
    String html = page(LINES, LINES);
    Set<String> ids = new HashSet<>();
    Matcher matcher = Pattern.compile(" id=\"([^\"]*)\"").matcher(html);
    while (matcher.find()) {
      assertTrue(ids.add(matcher.group(1)), matcher.group(1) + " twice");
    }
    Matcher used = Pattern.compile("(?:href=\"#|labelledby=\")([^\"]*)\"").matcher(html);
    assertFalse(ids.isEmpty());
    while (used.find()) {
      assertTrue(ids.contains(used.group(1)), used.group(1) + " is used but not there");
    }
  }

  @Test
  void chartsHaveTitlesAndNumbersOnBothAxes() {
    String html = page(LINES);
    assertTrue(html.contains("<div class=\"title\">epoch</div>"), html);
    assertTrue(html.contains("class=\"quantity\">ELBO</span>"), html);
    assertTrue(html.contains("<span style=\"left:0%\">1.0</span>"), html);
    assertTrue(html.contains("<span style=\"left:100%\">2.0</span>"), html);
    assertTrue(html.contains("<span style=\"bottom:0%\">−9</span>"), html);
    assertTrue(html.contains("<span style=\"bottom:100%\">−5</span>"), html);
  }

  @Test
  void chartsDrawTheirPoints() {
    String html = page(LINES, DOTS);
    assertTrue(html.contains("<path class=\"line s0\" d=\"M0 1000L1000 0\"/>"), html);
    assertTrue(html.contains("<path class=\"line s1\" d=\"M1000 250h0\"/>"), html);
    assertTrue(html.contains("validation"), html);
    assertTrue(html.contains("<path class=\"dots s1\" d=\"M963 37h0\"/>"), html);
    assertTrue(html.contains("aria-label=\"3 points by z0 and z1: cat, dog.\""), html);
  }

  @Test
  void chartsAreNeitherShrunkNorCopiedForNarrowPages() {
    String html = page(LINES);
    assertEquals(
        2, html.split("aria-label=\"ELBO against epoch", -1).length - 1, html); // Sections.
    assertTrue(html.contains("preserveAspectRatio=\"none\""), html);
    assertTrue(html.contains("vector-effect: non-scaling-stroke"), html);
  }

  @Test
  void aChanceLineIsNoMeasurement() {
    String html =
        page(
            LineChart.ofShares(
                "x", "a", "b", List.of(Line.diagonal("chance"), new Line("found", List.of()))));
    assertTrue(html.contains("<path class=\"line chance\" d=\"M0 1000L1000 0\"/>"), html);
    assertTrue(html.contains("<path class=\"line s0\""), html);
  }

  @Test
  void chartsHoldWhatIsThere() {
    LineChart empty = new LineChart("None.", "x", "y", List.of(new Line("none", List.of())));
    assertTrue(page(empty).contains("None."));
  }

  @Test
  void histogramsCountEachValueOnce() {
    Histogram histogram =
        new Histogram(
            "All.",
            "score",
            0,
            40,
            List.of(new Values("rows", new double[] {-99, 0.5, 39.5, 40, 99, 2})),
            List.of(new Mark("threshold", 10), new Mark("outside", 50)));
    double[] shares = histogram.shares(histogram.groups().get(0).values());
    assertEquals(2 / 6.0, shares[0], 1e-12);
    assertEquals(1 / 6.0, shares[2], 1e-12);
    assertEquals(3 / 6.0, shares[39], 1e-12);
    String html = page(histogram);
    assertTrue(html.contains("style=\"left:25%\"><span>threshold</span>"), html);
    assertFalse(html.contains(">outside<"), html);
  }

  @Test
  void barsAreAsLongAsTheirNumbers() {
    String html =
        page(
            new Bars(
                "Two.",
                "column",
                "nats",
                List.of(new Bar("a", 2), new Bar("b", 0.5, 0.25, false))));
    assertTrue(html.contains("<span class=\"bar\" style=\"width:100%\">"), html);
    assertTrue(html.contains("<span class=\"bar other\" style=\"width:25%\">"), html);
    assertTrue(html.contains("<span class=\"error\" style=\"left:12.5%;width:25%\">"), html);
    assertTrue(html.contains("<td>0.500 ± 0.250</td>"), html);
  }

  @Test
  void tablesOfCountsAreDarkWhereTheyAreMany() {
    String html =
        page(new HeatTable("Cats.", "is", List.of("cat", "dog"), new long[][] {{3, 1}, {0, 0}}));
    assertTrue(html.contains("<td class=\"right\" style=\"--share:75%\">3</td>"), html);
    assertTrue(html.contains("<td style=\"--share:25%\">1</td>"), html);
  }

  @Test
  void figuresFillTheirRows() {
    KeyFigure one = new KeyFigure("a", "1", "one");
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> new KeyFigures(one));
    assertEquals("Expected an even number of figures, found 1", e.getMessage());
    assertTrue(page(new KeyFigures(one, one, one, one)).contains("--across:4"));
    assertTrue(page(new KeyFigures(one, one, one, one, one, one)).contains("--across:3"));
  }

  @Test
  void textIsEscaped() {
    String nasty = "<script>alert(\"1\")</script>&@style@";
    Block table = new DataTable(nasty, List.of(nasty, "b"), List.of(List.of("&", "<")));
    Block figures = new KeyFigures(figure(nasty), figure(nasty));
    Block bars = new Bars(nasty, nasty, nasty, List.of(new Bar(nasty, 1)));
    Block lines = new LineChart(nasty, nasty, nasty, List.of(new Line(nasty, List.of())));
    Block dots = new ScatterChart(nasty, nasty, nasty, List.of(new Group(nasty, List.of())));
    Block heat = new HeatTable(nasty, nasty, List.of(nasty), new long[1][1]);
    Block histogram =
        new Histogram(
            nasty,
            nasty,
            0,
            1,
            List.of(new Values(nasty, new double[1])),
            List.of(new Mark(nasty, 0.5)));
    Block code = new Snippet(nasty, nasty);
    Section section =
        new Section(
            nasty, nasty, List.of(table, figures, bars, lines, dots, heat, histogram, code));
    String html = new Page(nasty, nasty, List.of(section)).html();
    assertFalse(html.contains("<script"), html);
    assertTrue(
        html.contains("<h1>&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;@style@</h1>"),
        html);
    assertTrue(html.contains("<th scope=\"row\">&amp;</th><td>&lt;</td>"), html);
    assertEquals(1, html.split("--paper: #f7", -1).length - 1, "the style stands there once");
  }

  private static KeyFigure figure(String text) {
    return new KeyFigure(text, text, text);
  }

  @Test
  void controlCharactersAreShownAsNumbers() {
    String html = page(new DataTable("a\u0000b", List.of("x"), List.of()));
    assertTrue(html.contains("a\\u0000b"), html);
  }

  @Test
  void tablesRefuseRowsOfOtherLengths() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new DataTable("x", List.of("a", "b"), List.of(List.of("1"))));
    assertEquals("Expected 2 cells a row, found [1]", e.getMessage());
  }

  @Test
  void axesOfCountsHaveWholeNumbers() {
    Axis epochs = Axis.of("epoch", new double[] {1, 2, 3});
    assertEquals(List.of(1.0, 2.0, 3.0), epochs.ticks());
    assertEquals("2", epochs.text(2));
  }

  @Test
  void axesHaveRoundNumbers() {
    assertEquals(List.of(0.0, 2.0, 4.0, 6.0, 8.0, 10.0), new Axis("", 0, 10).ticks());
    Axis small = new Axis("", -0.0013, 0.0021).rounded();
    assertEquals("−0.002", small.text(small.low()));
    assertEquals("0.003", small.text(small.high()));
    assertEquals(0.5, Axis.of("", new double[] {7, Double.NaN}).place(7));
    assertEquals("12,000", new Axis("", 0, 20000).text(12000));
  }
}
