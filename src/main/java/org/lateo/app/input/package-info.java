/**
 * Mistakes of the user's: {@link org.lateo.app.input.InputException}, a line of what was expected
 * and found, and {@link org.lateo.app.input.Advice} on files of rows.
 */
package org.lateo.app.input;
