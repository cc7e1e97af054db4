/**
 * Files that verbs write: {@link org.lateo.app.output.ResultFile} refuses to write over what a verb
 * reads, and says what went wrong as the user's to mend.
 */
package org.lateo.app.output;
