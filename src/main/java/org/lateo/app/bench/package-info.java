/** The verb {@code bench}. */
package org.lateo.app.bench;
