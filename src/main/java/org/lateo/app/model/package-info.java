/**
 * The common parts of verbs that use a trained model: {@link org.lateo.app.model.ModelArgument}
 * reads the model and asks by {@link org.lateo.app.model.Capable} for its abilities; {@link
 * org.lateo.app.model.ModelRows} reads rows with the model's columns; {@link
 * org.lateo.app.model.AnswerArguments} are both, with the file that is written.
 */
package org.lateo.app.model;
