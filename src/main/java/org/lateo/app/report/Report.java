package org.lateo.app.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * A page.
 *
 * @param title the title
 * @param summary one sentence below the title
 * @param sections the sections, in their order
 */
public record Report(String title, String summary, List<Section> sections) {

  /** The whole page. */
  public String html() {
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < sections.size(); i++) {
      body.append(sections.get(i).html("s" + i));
    }
    return resource("report.html")
        .replace("@style@", resource("report.css"))
        .replace("@title@", Html.escape(title))
        .replace("@summary@", Html.escape(summary))
        .replace("@sections@", body);
  }

  private static String resource(String name) {
    try (InputStream in = Report.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
