/** Text from files, made fit to be shown: {@link org.lateo.app.text.Printable}. */
package org.lateo.app.text;
