/**
 * Files of rows as Tribuo datasets: {@link org.lateo.tables.Table} is the way in.
 *
 * <p>A file becomes a {@link org.lateo.tables.Sheet}, rows of named numbers with a response each,
 * and a sheet becomes a dataset of any {@link org.lateo.tables.OutputKind}. Separated values and
 * JSON objects are read as text first; the types of their columns are then chosen by {@link
 * org.lateo.tables.TypeChoice}, and say what features a cell becomes. {@link
 * org.lateo.tables.Schema} holds the types; the dataset's provenance, and so every model trained on
 * it, holds the schema. The package has its own readers, since Tribuo's read neither gzip nor empty
 * responses, and do not report where a file is wrong.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>Whatever is wrong with a file is a {@link org.lateo.tables.TableException} that names the
 *       file, the row (from 1, without the header), the column, what was expected and what was
 *       found.
 *   <li>Zeros are left out of examples, except that the first example of a training set names the
 *       columns that are zero in every row. So the feature domain knows each column of the file,
 *       and the number of features does not depend on the rows.
 *   <li>Every example has a feature, as Tribuo demands: an example of zeros has one explicit zero.
 *   <li>Feature names do not depend on the file, so that training and test files agree, and sort in
 *       the order of columns for libsvm files and images.
 * </ul>
 *
 * <p>Internal: everything but {@code Table}, {@code TableOptions}, {@code TableException}, {@code
 * Column}, {@code ColumnType}, {@code CellFormat}, {@code OutputKind}.
 */
package org.lateo.tables;
