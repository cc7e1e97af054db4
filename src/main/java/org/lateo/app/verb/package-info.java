/**
 * The common parts of verbs: {@link org.lateo.app.verb.Verb} with the options of every verb, {@link
 * org.lateo.app.verb.Messages} for people, {@link org.lateo.app.verb.Results} for programs, and
 * {@link org.lateo.app.verb.Refusals}, which name the option or the row that the library refuses.
 */
package org.lateo.app.verb;
