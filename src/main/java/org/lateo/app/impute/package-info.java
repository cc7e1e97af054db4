/**
 * The verb {@code impute}: {@link org.lateo.app.impute.ImputedTable} is the file with its gaps
 * filled.
 */
package org.lateo.app.impute;
