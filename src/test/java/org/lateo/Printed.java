package org.lateo;

import java.util.List;

/** What a program printed, to be compared with what it printed elsewhere. */
public final class Printed {
  private Printed() {}

  /**
   * Its lines with # for each number and one blank for several: numbers differ in their last digits
   * between processors, and times from run to run.
   */
  public static List<String> withoutNumbers(String text) {
    return text.lines()
        .map(line -> line.replaceAll("(?<![\\w.])[-+]?\\d[\\d,]*(\\.\\d+)?([eE][-+]?\\d+)?", "#"))
        .map(line -> line.replaceAll("\\s+", " ").strip())
        .toList();
  }
}
