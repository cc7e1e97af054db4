/**
 * The verbs {@code score} and {@code evaluate}: a model's scores of rows, for each row and for all
 * rows together.
 */
package org.lateo.app.score;
