package org.lateo.report.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lateo.storage.LateoVersion;

/**
 * A page.
 *
 * @param title the title
 * @param summary one sentence below the title
 * @param sections the sections, in their order
 */
public record Page(String title, String summary, List<Section> sections) {

  /** The whole page. */
  public String html() {
    return IntStream.range(0, sections.size())
        .mapToObj(i -> sections.get(i).html("s" + i))
        .collect(Collectors.collectingAndThen(Collectors.joining(), this::page));
  }

  /** Each placeholder is replaced once, in the template, so that text of the user's is none. */
  private String page(String body) {
    String[] pieces = resource("page.html").split("@", -1);
    for (int i = 1; i < pieces.length; i += 2) {
      pieces[i] =
          switch (pieces[i]) {
            case "style" -> resource("page.css");
            case "title" -> Html.escape(title);
            case "summary" -> Html.escape(summary);
            case "contents" -> contents();
            case "sections" -> body;
            default -> LateoVersion.VERSION;
          };
    }
    return String.join("", pieces);
  }

  private String contents() {
    return IntStream.range(0, sections.size())
        .mapToObj(
            i -> {
              String heading = Html.escape(sections.get(i).heading());
              return "<li><a href=\"#s" + i + "\">" + heading + "</a></li>\n";
            })
        .collect(Collectors.joining());
  }

  private static String resource(String name) {
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
