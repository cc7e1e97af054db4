/**
 * The verbs {@code score}, {@code predict} and {@code evaluate}: what a model says of each row, and
 * of all rows together.
 */
package org.lateo.app.score;
