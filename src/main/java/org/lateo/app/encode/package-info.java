/** The verb {@code encode}. */
package org.lateo.app.encode;
