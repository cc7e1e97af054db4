/**
 * Progress of work that takes long: {@link org.lateo.app.progress.Progress} of a training, {@link
 * org.lateo.app.progress.RowProgress} of rows, each a bar on a terminal and lines elsewhere. {@link
 * org.lateo.app.progress.Recorder} keeps the epochs' results for reports.
 *
 * <p>Invariant: progress goes to standard error, so that standard output holds results alone.
 */
package org.lateo.app.progress;
