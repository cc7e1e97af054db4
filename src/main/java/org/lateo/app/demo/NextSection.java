package org.lateo.app.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lateo.report.page.Links;
import org.lateo.report.page.Links.Link;
import org.lateo.report.page.Section;
import org.lateo.report.page.Snippet;

/** The end of the demo's page: what to do next. */
final class NextSection {
  private static final String PAGES = "src/site/markdown/";

  private NextSection() {}

  /**
   * The section.
   *
   * @param page the folder that the page is written to
   * @param project the project's folder, whose pages are linked as far as they are there
   */
  static Section section(Path page, Path project) {
    return new Section(
        "With your own table",
        "A CSV file with a header is enough: separators, types of columns and gaps are found out. Each"
            + " command writes a model; train --report DIR writes a page like this one too.",
        new Snippet(
            "Which rows are unusual, and why?",
            """
            lateo train --task anomaly --data usual.csv --out detector.tribuo --report report
            lateo score --model detector.tribuo --data new.csv --out scores.csv"""),
        new Snippet(
            "A classifier where few rows have a label",
            """
            lateo train --task classify --data rows.csv --response label --out classes.tribuo \\
              --report report
            lateo predict --model classes.tribuo --data new.csv --out predicted.csv"""),
        new Snippet(
            "The same from Java",
            """
            Table table = Table.read(Path.of("usual.csv"));
            VAEAnomalyModel detector = new VAEAnomalyTrainer().train(table.events());
            Path page = Report.of(detector).trainedOn(table.events()).write(Path.of("report"));"""),
        new Links(links(page.toAbsolutePath().normalize(), project.toAbsolutePath().normalize())));
  }

  private static List<Link> links(Path page, Path project) {
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("Detectors: what comes out, and when to change what", PAGES + "anomaly.md");
    pages.put("Few labels: the methods, and how the best is chosen", PAGES + "semi-supervised.md");
    pages.put("Tables: formats, types of columns, gaps", PAGES + "tables.md");
    pages.put("Reports like this page, from Java and the command line", PAGES + "reports.md");
    pages.put("Everything else: the README", "README.md");
    return pages.entrySet().stream()
        .filter(link -> Files.exists(project.resolve(link.getValue())))
        .map(link -> new Link(link.getKey(), address(page, project.resolve(link.getValue()))))
        .toList();
  }

  private static String address(Path from, Path to) {
    return from.relativize(to).toString().replace('\\', '/');
  }
}
