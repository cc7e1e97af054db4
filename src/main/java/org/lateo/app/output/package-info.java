/**
 * Files that verbs write: {@link org.lateo.app.output.ResultFile} does not replace files that a
 * verb reads, and reports failures as mistakes that the user can correct.
 */
package org.lateo.app.output;
