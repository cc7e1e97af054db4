/** The verb {@code export}. */
package org.lateo.app.export;
