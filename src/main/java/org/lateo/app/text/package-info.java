/** Text from files as it may be shown: {@link org.lateo.app.text.Printable}. */
package org.lateo.app.text;
