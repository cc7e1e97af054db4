package org.lateo.tables;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * How the dates of a column are written: the order of day, month and year as in {@code dd.MM.yyyy},
 * by Java's letters, names of months in English, and {@code HH:mm} after a blank if there are times
 * of day. In cells a time may follow in any case, after a blank or a T, with seconds, with
 * fractions of a second or AM and PM, and with an offset from UTC; without one, dates are taken as
 * in UTC.
 */
final class DatePattern {
  private static final double SECONDS = 86_400;
  private static final double MILLIS = 1000;
  private static final double HOURS = 24;
  private static final int MOST_DIGITS = 9;

  /** What is tried, in this order. */
  private static final List<String> KNOWN =
      List.of("yyyy-MM-dd", "yyyy/MM/dd", "dd.MM.yyyy", "dd/MM/yyyy", "MM/dd/yyyy", "dd-MM-yyyy");

  private static final Pattern LIKE_A_DATE =
      Pattern.compile("\\d{1,4}[-/.]\\d{1,2}[-/.]\\d{1,4}(?!\\d).*");

  /** Two digits may be one where no other letter is beside them. */
  private static final Pattern ALONE = Pattern.compile("(?<![a-zA-Z])(?:(d)d|(M)M)(?![a-zA-Z])");

  private static final String TIME = " HH:mm";

  private final String text;
  private final DateTimeFormatter formatter;

  /**
   * The pattern of a text such as {@code dd/MM/yyyy}.
   *
   * @throws IllegalArgumentException if it is none
   */
  DatePattern(String text) {
    this.text = text;
    String date = text.endsWith(TIME) ? text.substring(0, text.length() - TIME.length()) : text;
    this.formatter =
        new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern(ALONE.matcher(date).replaceAll("$1$2").replace('y', 'u'))
            .appendPattern("[['T'][ ]h:mm[:ss][ ]a][['T'][ ]H:mm[:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, MOST_DIGITS, true)
            .appendPattern("]]")
            .appendPattern("[[ ]")
            .appendOffset("+HH:MM", "Z")
            .appendPattern("][")
            .appendOffset("+HHmm", "Z")
            .appendPattern("]")
            .toFormatter(Locale.ENGLISH)
            .withResolverStyle(ResolverStyle.STRICT);
  }

  /**
   * Refuses text that is no pattern.
   *
   * @throws IllegalArgumentException saying what Java finds wrong with it
   */
  static void require(String text) {
    try {
      new DatePattern(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          String.format(
              "Expected a date as in dd/MM/yyyy, found %s: %s", Names.quoted(text), e.getMessage()),
          e);
    }
  }

  /** Whether a cell may be a date, at a glance. */
  static boolean isLikely(String cell) {
    return LIKE_A_DATE.matcher(cell).matches();
  }

  /** The known patterns by which each of some cells is a date; none if there are no cells. */
  static List<DatePattern> of(Collection<String> cells) {
    return cells.isEmpty()
        ? List.of()
        : KNOWN.stream()
            .map(DatePattern::new)
            .filter(pattern -> cells.stream().noneMatch(c -> Double.isNaN(pattern.days(c))))
            .toList();
  }

  /** This pattern, with the time of day if any of some dates has one. */
  DatePattern timed(Collection<String> cells) {
    boolean timed = cells.stream().mapToDouble(this::days).anyMatch(day -> hour(day) != 0);
    return timed && !hasTime() ? new DatePattern(text + TIME) : this;
  }

  /** Whether there are times of day. */
  boolean hasTime() {
    return text.endsWith(TIME);
  }

  /** Days since 1970-01-01 of a cell; NaN if it is no date. */
  double days(String cell) {
    try {
      return days(
          formatter.parseBest(cell, OffsetDateTime::from, LocalDateTime::from, LocalDate::from));
    } catch (DateTimeParseException e) {
      return Double.NaN;
    }
  }

  private static double days(TemporalAccessor time) {
    if (time instanceof LocalDate date) {
      return date.toEpochDay();
    }
    Instant instant =
        time instanceof OffsetDateTime offset
            ? offset.toInstant()
            : ((LocalDateTime) time).toInstant(ZoneOffset.UTC);
    return (instant.getEpochSecond() + instant.getNano() / 1e9) / SECONDS;
  }

  /** The day of the week, {@code Monday} to {@code Sunday}. */
  static String weekday(double days) {
    return LocalDate.ofEpochDay((long) Math.floor(days))
        .getDayOfWeek()
        .getDisplayName(TextStyle.FULL, Locale.ENGLISH);
  }

  /** The hour of the day, with minutes and seconds as a fraction, to a millisecond. */
  static double hour(double days) {
    return Math.round((days - Math.floor(days)) * SECONDS * MILLIS) / (SECONDS * MILLIS / HOURS);
  }

  /** A date as this pattern writes it; empty if it is out of range. */
  String format(double days) {
    try {
      long seconds = Math.round(days * SECONDS);
      return DateTimeFormatter.ofPattern(text.replace('y', 'u'), Locale.ENGLISH)
          .format(LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC));
    } catch (DateTimeException e) {
      return "";
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
