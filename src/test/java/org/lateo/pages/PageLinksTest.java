package org.lateo.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** No link of a page to a file, a folder or a heading of the project leads nowhere. */
final class PageLinksTest {
  @Test
  void linksLeadSomewhere() throws IOException {
    List<Page> pages = Page.all();
    List<String> broken = new ArrayList<>();
    int count = 0;
    for (Page page : pages) {
      for (String link : page.links()) {
        if (!link.matches("[a-z]+:.*")) {
          count++;
          whyBroken(page, link, pages).ifPresent(why -> broken.add(page + ": " + link + why));
        }
      }
    }
    assertEquals(List.of(), broken);
    assertTrue(count > 50, "few links: " + count);
  }

  private static Optional<String> whyBroken(Page page, String link, List<Page> pages) {
    String[] parts = link.split("#", 2);
    Path folder = Optional.ofNullable(page.file().getParent()).orElse(Path.of(""));
    Path target = parts[0].isEmpty() ? page.file() : folder.resolve(parts[0]).normalize();
    if (!Files.exists(target)) {
      return Optional.of(" is no file");
    }
    boolean hasAnchor =
        parts.length == 1
            || pages.stream()
                .anyMatch(p -> p.file().equals(target) && p.anchors().contains(parts[1]));
    return hasAnchor ? Optional.empty() : Optional.of(" is no heading");
  }
}
