/**
 * What every verb has: {@link org.lateo.app.verb.Verb} with the options that all take, {@link
 * org.lateo.app.verb.Messages} to write to, {@link org.lateo.app.verb.Results} for programs, and
 * {@link org.lateo.app.verb.Refusals}, which name the option or the row that the library refuses.
 */
package org.lateo.app.verb;
