package org.lateo.golden;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What is kept of one case: a line {@code name key=value key=value ...}, whose values are words,
 * compared as they are, or {@code number~size}, a decimal compared within 1e-6 · (1 + size).
 */
final class GoldenLine {
  private static final Pattern SPACE = Pattern.compile(" ");
  private static final double TOLERANCE = 1e-6;

  private final String name;
  private final Map<String, String> values = new LinkedHashMap<>();

  GoldenLine(String name) {
    this.name = name;
  }

  static GoldenLine parse(String line) {
    String[] words = SPACE.split(line, -1);
    GoldenLine parsed = new GoldenLine(words[0]);
    for (int i = 1; i < words.length; i++) {
      int sign = words[i].indexOf('=');
      parsed.values.put(words[i].substring(0, sign), words[i].substring(sign + 1));
    }
    return parsed;
  }

  String name() {
    return name;
  }

  GoldenLine word(String key, String value) {
    values.put(key, value);
    return this;
  }

  /** The hash of the numbers' bits. */
  GoldenLine bits(String key, float... numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * numbers.length);
    bytes.asFloatBuffer().put(numbers);
    return word(key, hash(bytes.array()));
  }

  /** The hash of the numbers' bits. */
  GoldenLine bits(String key, double... numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * numbers.length);
    bytes.asDoubleBuffer().put(numbers);
    return word(key, hash(bytes.array()));
  }

  /** A decimal, and the size of the parts that it is the sum of. */
  GoldenLine number(String key, double number, double size) {
    return word(key, String.format(Locale.ROOT, "%.10g~%.3g", number, size));
  }

  private static String hash(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return String.format("%064x", new BigInteger(1, digest)).substring(0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What differs, empty for nothing. */
  String difference(GoldenLine found) {
    StringBuilder text = new StringBuilder();
    Map<String, String> all = new LinkedHashMap<>(values);
    found.values.forEach(all::putIfAbsent);
    for (String key : all.keySet()) {
      String mine = values.get(key);
      String other = found.values.get(key);
      if (mine == null || other == null || !agree(mine, other)) {
        text.append(key).append(": expected ").append(mine).append(", found ").append(other);
        text.append('\n');
      }
    }
    return text.toString();
  }

  private static boolean agree(String expected, String found) {
    int end = expected.indexOf('~');
    int foundEnd = found.indexOf('~');
    if (end < 0 || foundEnd < 0) {
      return expected.equals(found);
    }
    double a = Double.parseDouble(expected.substring(0, end));
    double b = Double.parseDouble(found.substring(0, foundEnd));
    double size = Double.parseDouble(expected.substring(end + 1));
    return a == b || Math.abs(a - b) <= TOLERANCE * (1 + size);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(name);
    values.forEach((key, value) -> text.append(' ').append(key).append('=').append(value));
    return text.toString();
  }
}
