/**
 * The verbs {@code score} and {@code evaluate}: what a model says of rows, one by one and on the
 * whole.
 */
package org.lateo.app.score;
