package org.lateo.anomaly;

import java.util.function.UnaryOperator;
import org.lateo.graph.Node;
import org.lateo.inference.ScoreParts;

/**
 * Rows as a member's model reads them in a program.
 *
 * @param score the parts of the model's score
 * @param values the rows less their origin, {@code [batch, columns]}
 * @param known makes entries of values that are missing 0, {@code [batch, columns]}
 */
record MemberRows(ScoreParts score, Node values, UnaryOperator<Node> known) {}
