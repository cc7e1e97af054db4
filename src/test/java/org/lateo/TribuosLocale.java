package org.lateo;

import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.extension.Extension;

/**
 * Does in Turkish and Azerbaijani what the page of files tells programs to do there, where Tribuo
 * cannot save a model, so that all tests can be run in any locale; {@code LocaleTest} has those of
 * our own that set one.
 */
public final class TribuosLocale implements Extension {
  private static final Set<String> DOTTED = Set.of("tr", "az");

  /** Made before any test. */
  public TribuosLocale() {
    if (DOTTED.contains(Locale.getDefault().getLanguage())) {
      Locale.setDefault(Locale.ROOT);
    }
  }
}
