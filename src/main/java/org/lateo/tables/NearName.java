package org.lateo.tables;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** Finds the name that a misspelt name may stand for. */
public final class NearName {
  /** Longer names match if they are equal alone, since the distance takes quadratic time. */
  private static final int LONGEST = 100;

  /** Names match with one wrong letter for each so many letters. */
  private static final int LETTERS_A_SLIP = 4;

  private NearName() {}

  /** The nearest candidate, if it differs only in case, in separators or in few letters. */
  public static Optional<String> of(String name, Collection<String> candidates) {
    return candidates.stream()
        .filter(
            candidate -> distance(name, candidate) <= Math.max(1, name.length()) / LETTERS_A_SLIP)
        .min(Comparator.comparingInt(candidate -> distance(name, candidate)));
  }

  /** The number of letters to change, insert or remove, ignoring case and separators. */
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

  /** Levenshtein's distance, where two neighbours that change places are one edit too. */
  private static int edits(String a, String b) {
    int[][] edits = new int[a.length() + 1][b.length() + 1];
    Arrays.setAll(edits, i -> IntStream.rangeClosed(i, i + b.length()).toArray());
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        int change = edits[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        edits[i][j] = Math.min(change, 1 + Math.min(edits[i - 1][j], edits[i][j - 1]));
        if (isSwapped(a, i, b, j)) {
          edits[i][j] = Math.min(edits[i][j], 1 + edits[i - 2][j - 2]);
        }
      }
    }
    return edits[a.length()][b.length()];
  }

  private static boolean isSwapped(String a, int i, String b, int j) {
    return i > 1
        && j > 1
        && a.charAt(i - 1) == b.charAt(j - 2)
        && a.charAt(i - 2) == b.charAt(j - 1);
  }
}
