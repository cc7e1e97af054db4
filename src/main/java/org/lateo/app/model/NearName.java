package org.lateo.app.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** A name that may be meant by another. */
final class NearName {
  /** Longer names are compared by their letters alone, for the distance is quadratic. */
  private static final int LONGEST = 100;

  /** So many letters of a name may be another. */
  private static final int LETTERS_A_SLIP = 4;

  private NearName() {}

  /** The nearest of some names, if it differs in case, separators or few letters alone. */
  static Optional<String> of(String name, Collection<String> candidates) {
    return candidates.stream()
        .filter(
            candidate -> distance(name, candidate) <= Math.max(1, name.length()) / LETTERS_A_SLIP)
        .min(Comparator.comparingInt(candidate -> distance(name, candidate)));
  }

  /** Letters to change, insert or remove, case and separators left aside. */
  private static int distance(String a, String b) {
    String one = letters(a);
    String other = letters(b);
    if (one.equals(other)) {
      return 0;
    }
    boolean tooLong = one.length() > LONGEST || other.length() > LONGEST;
    return tooLong ? Integer.MAX_VALUE : edits(one, other);
  }

  private static String letters(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[\\s_.\\-]", "");
  }

  /** Levenshtein's distance, a row of the table at a time. */
  private static int edits(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
