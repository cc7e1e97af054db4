/**
 * The command line: verbs that read files, call the Tribuo face, and write what comes out.
 *
 * <p>{@link org.lateo.app.Main} holds the verbs; each is a {@link org.lateo.app.verb.Verb} in a
 * package of its own or with its like, above what they share: {@code text}, {@code input}, {@code
 * report}, {@code output}, {@code progress}, {@code verb}, {@code model}, {@code config}, in this
 * order. Nothing is computed here that a library user could not have by one call. A model is asked
 * what it can do, see {@link org.lateo.app.model.Capable}, not which class it is.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>The exit code is 0, 2 if the user can mend it (usage, {@link
 *       org.lateo.app.input.InputException}, files that cannot be read or written, memory), 1
 *       otherwise; what went wrong is one line on standard error, and names no option but those of
 *       the verb, or of {@code train} where it says so.
 *   <li>What comes from files is shown without control characters and not for pages: see {@link
 *       org.lateo.app.text.Printable}.
 *   <li>Standard output holds results alone; with {@code --json} its last line is one JSON object.
 *   <li>Whether a file can be written is found out before anything long begins, and it appears
 *       whole or not at all: see {@link org.lateo.app.output.ResultFile}.
 *   <li>Defaults are not repeated here: an option that is not given leaves the trainer's alone.
 * </ul>
 *
 * <p>Internal: everything.
 */
package org.lateo.app;
