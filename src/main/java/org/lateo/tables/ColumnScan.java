package org.lateo.tables;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the cells of a column hold, cell by cell. A column holds numbers until its first word. If
 * that comes after numbers, whose text is gone, the file has to be read again, see {@link
 * #isCutShort()}.
 */
final class ColumnScan {
  /** More words than this are not kept, unless they are asked for. */
  static final int MOST_WORDS = 10_000;

  private static final CellFormat COMMA = CellFormat.DEFAULT.withDecimalComma();

  private final String name;
  private final Position position;
  private final CellFormat format;
  private final boolean numbersForGaps;
  private final Optional<Column> given;

  /** The different words in the order of their first rows; null while all cells are numbers. */
  private List<String> words;

  private Map<String, Integer> numberOfWord;
  private int[] counts = new int[16];
  private int[] firstRows = new int[16];
  private final boolean inText;
  private boolean cutShort;
  private boolean tooMany;

  private final NumberRun numbers = new NumberRun();
  private int gaps;
  private int firstGap;
  private String gapText = "";
  private int firstWord;
  private String wordText;

  /**
   * A column before its first cell.
   *
   * @param given how it is to be read, if that is known
   * @param words whether all its cells are to be taken as words
   * @param rows how many rows before lacked the column
   */
  ColumnScan(
      String name,
      Position file,
      CellFormat format,
      Optional<Column> given,
      boolean words,
      int rows) {
    this.name = name;
    this.position = file.column(name);
    this.format = format;
    this.numbersForGaps = format.hasNumbersForGaps();
    this.given = given;
    this.inText = given.filter(Column::isNumberInText).isPresent();
    this.gaps = rows;
    this.firstGap = rows > 0 ? 1 : 0;
    if (words || given.filter(column -> isOfWords(column.type())).isPresent()) {
      startWords();
    }
  }

  private static boolean isOfWords(ColumnType type) {
    return type == ColumnType.RESPONSE || (type.isFeature() && type != ColumnType.NUMBER);
  }

  private void startWords() {
    words = new ArrayList<>();
    numberOfWord = new HashMap<>();
  }

  /**
   * Takes the next cell.
   *
   * @param text null for an absent cell
   * @param row the row's number from 1
   * @return the number that it holds, or the number of its word; NaN for a gap
   */
  double add(String text, int row) {
    if (given.isPresent() && !isRead()) {
      return Double.NaN;
    }
    String cell = text == null ? "" : stripped(text);
    return words == null ? number(cell, row) : word(cell, row);
  }

  private boolean isRead() {
    ColumnType type = given.orElseThrow().type();
    return type.isFeature() || type == ColumnType.RESPONSE;
  }

  private static String stripped(String text) {
    int end = text.length() - 1;
    boolean clean = end < 0 || (text.charAt(0) > ' ' && text.charAt(end) > ' ');
    return clean ? text : text.strip();
  }

  private double number(String cell, int row) {
    double value = inText ? format.numberInText(cell) : format.number(cell);
    if (Double.isNaN(value) || (numbersForGaps && format.isGap(cell))) {
      return noNumber(cell, row);
    }
    numbers.add(Numbers.finite(value, cell, position.row(row)));
    return value;
  }

  private double noNumber(String cell, int row) {
    if (format.isGap(cell)) {
      return gap(cell, row);
    }
    noteWord(cell, row);
    if (given.isPresent()) {
      throw wordAmongNumbers();
    }
    if (numbers.count() > 0) {
      cutShort = true;
      return Double.NaN;
    }
    startWords();
    return word(cell, row);
  }

  private void noteWord(String cell, int row) {
    if (firstWord == 0) {
      firstWord = row;
      wordText = cell;
    }
  }

  private double gap(String cell, int row) {
    if (gaps++ == 0) {
      firstGap = row;
      gapText = cell;
    }
    return Double.NaN;
  }

  private double word(String cell, int row) {
    if (format.isGap(cell)) {
      return gap(cell, row);
    }
    Integer known = tooMany ? null : numberOfWord.get(cell);
    int number = known == null ? newWord(cell, row) : known;
    if (number < 0) {
      return Double.NaN;
    }
    counts[number]++;
    return number;
  }

  private int newWord(String cell, int row) {
    if (Double.isNaN(format.number(cell))) {
      noteWord(cell, row);
    }
    if (tooMany || (words.size() == MOST_WORDS && !mayHaveMore(row))) {
      tooMany = true;
      return -1;
    }
    int number = words.size();
    words.add(cell);
    numberOfWord.put(cell, number);
    if (number == counts.length) {
      counts = Arrays.copyOf(counts, 2 * number);
      firstRows = Arrays.copyOf(firstRows, 2 * number);
    }
    firstRows[number] = row;
    return number;
  }

  /** Whether dates, whose words differ, or categories that are asked for. */
  private boolean mayHaveMore(int row) {
    if (given.filter(column -> column.type() == ColumnType.CATEGORY).isPresent()) {
      throw position.row(row).expected("at most " + MOST_WORDS + " categories", "more");
    }
    return given.isPresent() || DatePattern.isLikely(words.get(0));
  }

  String name() {
    return name;
  }

  Optional<Column> given() {
    return given;
  }

  CellFormat format() {
    return format;
  }

  /** Whether words came after numbers, so that the file has to be read again for the words. */
  boolean isCutShort() {
    return cutShort;
  }

  /** Whether words are read, of which numbers may be some. */
  boolean hasWords() {
    return words != null;
  }

  /** The different words. */
  List<String> words() {
    return words;
  }

  /** The place where a word stands first, by its number. */
  Position firstOf(int word) {
    return position.row(firstRows[word]);
  }

  /** Whether there are more words than are kept. */
  boolean hasTooManyWords() {
    return tooMany;
  }

  /** How many cells hold a number. */
  long numbers() {
    if (words == null) {
      return numbers.count();
    }
    long count = 0;
    for (int i = 0; i < words.size(); i++) {
      count += Double.isNaN(format.number(words.get(i))) ? 0 : counts[i];
    }
    return count;
  }

  int gaps() {
    return gaps;
  }

  /** Whether all cells hold the same, of those that hold something. */
  boolean isSame() {
    return words == null ? numbers.isSame() : words.size() == 1 && !tooMany;
  }

  /** What all cells hold. */
  String only() {
    return words == null ? numbers.first() : words.get(0);
  }

  /** Whether whole numbers count up by one. */
  boolean counts() {
    return words == null && numbers.counts();
  }

  /** Whether whole numbers only rise. */
  boolean rises() {
    return words == null && numbers.rises();
  }

  boolean isWhole() {
    return words == null && numbers.isWhole();
  }

  Position position() {
    return position;
  }

  /** The refusal of the first word of a column of numbers. */
  TableException wordAmongNumbers() {
    Position cell = position.row(firstWord);
    if (Numbers.isNotFinite(wordText)) {
      return cell.expected("a finite number", wordText);
    }
    return cell.expected("a number", Names.quoted(wordText), remedyOfWord());
  }

  private TableException.Remedy remedyOfWord() {
    if (!format.decimalComma()) {
      return isDecimalComma(wordText)
          ? TableException.Remedy.DECIMAL_COMMA
          : TableException.Remedy.OTHER_TYPE;
    }
    return Double.isNaN(Numbers.of(wordText))
        ? TableException.Remedy.OTHER_TYPE
        : TableException.Remedy.DECIMAL_POINT;
  }

  /** Whether every word is a number with more around it, such as a unit. */
  boolean hasUnits() {
    return words != null && !tooMany && words.stream().allMatch(format::isWithUnit);
  }

  /** Whether a cell is a number with a decimal comma, perhaps with a unit. */
  static boolean isDecimalComma(String cell) {
    return cell.indexOf(',') >= 0 && COMMA.isWithUnit(cell);
  }

  Position firstGap() {
    return position.row(firstGap);
  }

  /** The first gap as it stands there. */
  String gapText() {
    return gapText.isEmpty() ? "an empty cell" : Names.quoted(gapText);
  }
}
