package org.lateo.app.input;

import java.util.List;

/**
 * What stands in a file of columns.
 *
 * @param columns their names in the order of the file
 * @param rows the cells of each row, as they stand there but for the quotes around them
 */
public record SheetText(List<String> columns, List<List<String>> rows) {}
