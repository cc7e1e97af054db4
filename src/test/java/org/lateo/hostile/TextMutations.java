package org.lateo.hostile;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Changes of text: of its bytes, and words that readers of numbers, tables and trees stumble on.
 */
final class TextMutations {
  private static final List<String> WORDS =
      List.of(
          "1e400",
          "-1e400",
          "1e38",
          "1e-42",
          "NaN",
          "-Infinity",
          "-0",
          "0x10",
          "1e",
          "1.2.3",
          "99999999999999999999",
          "2147483648",
          "-1",
          "null",
          "true",
          "\"",
          "'",
          "\"\"",
          "\\",
          "\\u",
          "\\u0000",
          ",",
          ";",
          "\t",
          "\r",
          "\n",
          "\r\n",
          ":",
          "[",
          "]",
          "{",
          "}",
          "{}",
          "[]",
          "<",
          ">",
          "<!--",
          "]]>",
          "&lt;",
          "&e;",
          "#",
          "@",
          "=",
          "a=a",
          "\uFEFF",
          "\0",
          "\uD83D\uDE00",
          " ",
          "2024-02-30",
          "31.12.2024",
          "$1,000.00",
          "${a}",
          "../../x",
          "http://localhost:9/x");
  private static final int DEEP = 3000;
  private static final int MOST_LINES = 300;

  /** What lines that come again may take, since a whole file may be one line. */
  private static final int MOST_BYTES = 1 << 20;

  private TextMutations() {}

  /** One to three changes. */
  static byte[] of(byte[] whole, Random random) {
    byte[] bytes = whole;
    for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
      bytes = random.nextInt(8) == 0 ? ByteMutations.of(bytes, random) : changed(bytes, random);
    }
    return bytes;
  }

  /** A word comes or takes another's place, or lines go, come again or change places. */
  private static byte[] changed(byte[] bytes, Random random) {
    int at = random.nextInt(bytes.length + 1);
    int line = lineStart(bytes, at);
    int next = lineEnd(bytes, at);
    byte[] word = ByteMutations.one(WORDS, random).getBytes(StandardCharsets.UTF_8);
    return switch (random.nextInt(8)) {
      case 0 -> ByteMutations.joined(bytes, line, new byte[0], next);
      case 1 -> {
        byte[] again = Arrays.copyOfRange(bytes, line, next);
        int most = Math.min(MOST_LINES, 1 + MOST_BYTES / (again.length + 1));
        int times = random.nextInt(4) > 0 ? 1 : random.nextInt(most);
        yield ByteMutations.joined(bytes, next, ByteMutations.repeated(again, times), next);
      }
      case 2 -> {
        byte[] deep = ByteMutations.repeated(word, 1 + random.nextInt(DEEP));
        yield ByteMutations.joined(bytes, at, deep, at);
      }
      case 3, 4, 5 -> ByteMutations.joined(bytes, wordStart(bytes, at), word, wordEnd(bytes, at));
      default -> ByteMutations.joined(bytes, at, word, at);
    };
  }

  private static int lineStart(byte[] bytes, int at) {
    int start = at;
    while (start > 0 && bytes[start - 1] != '\n') {
      start--;
    }
    return start;
  }

  private static int lineEnd(byte[] bytes, int at) {
    int end = at;
    while (end < bytes.length && bytes[end] != '\n') {
      end++;
    }
    return Math.min(bytes.length, end + 1);
  }

  private static int wordStart(byte[] bytes, int at) {
    int start = at;
    while (start > 0 && Character.isLetterOrDigit(bytes[start - 1])) {
      start--;
    }
    return start;
  }

  private static int wordEnd(byte[] bytes, int at) {
    int end = at;
    while (end < bytes.length && Character.isLetterOrDigit(bytes[end])) {
      end++;
    }
    return end;
  }
}
