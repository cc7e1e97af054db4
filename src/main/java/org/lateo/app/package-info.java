/**
 * The command line: verbs that read files, call the library, and write the results.
 *
 * <p>{@link org.lateo.app.Main} holds the verbs; each is a {@link org.lateo.app.verb.Verb} in a
 * package of one or two verbs. These packages build on shared ones: {@code text}, {@code input},
 * {@code output}, {@code progress}, {@code verb}, {@code model}, {@code config}, in this order.
 * Whatever is computed here, a user of the library can have by one call. A model is asked for its
 * abilities, see {@link org.lateo.app.model.Capable}, not for its class.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>The exit code is 0 for success, 2 for what the user can correct (usage, {@link
 *       org.lateo.app.input.InputException}, files that cannot be read or written, memory), else 1.
 *       An error is one line on standard error, which names options of the verb, or of {@code
 *       train} if it says so.
 *   <li>Messages count rows from 1, without the header and as they stand in the file, whatever was
 *       left out since; lines are named where a file is no text.
 *   <li>Text from files is shown without control characters, and shortened: see {@link
 *       org.lateo.app.text.Printable}.
 *   <li>Standard output holds results alone; with {@code --json} its last line is one JSON object.
 *   <li>Whether an output file can be written is checked before any long work, and the file appears
 *       whole or not at all: see {@link org.lateo.app.output.ResultFile}.
 *   <li>Defaults are not repeated here: an option that is not given leaves the trainer's alone.
 * </ul>
 *
 * <p>Internal: everything.
 */
package org.lateo.app;
