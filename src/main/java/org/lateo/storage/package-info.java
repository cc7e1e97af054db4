/**
 * Writes and reads models and files.
 *
 * <p>{@link org.lateo.storage.OutputFile} writes every file of exports and of the command line.
 * {@link org.lateo.storage.StoredModel} is the stored form of a model, and {@link
 * org.lateo.storage.Checksummed} its envelope. {@link org.lateo.storage.CheckpointFolder} keeps
 * states of a training, from which a later process continues it.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>A file appears whole or not at all.
 *   <li>The file that a symbolic link points to is replaced, not the link; devices, pipes and
 *       folders are refused.
 *   <li>A file that is replaced keeps its permissions; a new file has those of the process.
 *   <li>Every error message names the file as the user wrote it.
 * </ul>
 *
 * <p>Internal: everything but {@code CheckpointException}, {@code CheckpointFolder}, {@code
 * LateoVersion}.
 */
package org.lateo.storage;
