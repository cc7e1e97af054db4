/**
 * Where results are kept.
 *
 * <p>{@link org.lateo.storage.OutputFile} is the one place that puts a file where a user asked for
 * it: exports of the library and every verb of the command line write through it. {@link
 * org.lateo.storage.Checksummed} is the envelope of a stored model.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>A file appears whole or not at all.
 *   <li>What a symbolic link points to is replaced, not the link; devices, pipes and folders are
 *       refused.
 *   <li>A file that is replaced keeps its permissions; a new one has those of the process.
 *   <li>Every failure names the file as the user wrote it.
 * </ul>
 *
 * <p>Internal: everything but {@code LateoVersion}.
 */
package org.lateo.storage;
