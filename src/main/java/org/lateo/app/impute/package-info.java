/**
 * The verb {@code impute}: {@link org.lateo.app.impute.ImputedTable} is the file with its missing
 * values filled in.
 */
package org.lateo.app.impute;
