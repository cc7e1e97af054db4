package org.lateo.tables;

import java.util.List;

/**
 * The text of the cells of separated values, or of JSON objects.
 *
 * @param columns the names of the columns, without blanks around them, in the order of the file
 * @param rows the cells of each row, with the blanks but without the quotes around them
 * @param original the file
 */
public record SheetText(List<String> columns, List<List<String>> rows, Original original) {}
