/**
 * What a training shows while it runs: a bar on a terminal, a line for each epoch elsewhere.
 *
 * <p>{@link org.lateo.app.progress.Progress} chooses; {@link org.lateo.app.progress.Recorder} keeps
 * what the epochs brought, for reports. Invariant: progress goes to standard error, so that
 * standard output holds results alone.
 */
package org.lateo.app.progress;
