package org.lateo.anomaly;

import java.util.List;
import org.lateo.graph.Node;
import org.lateo.graph.Parameters;
import org.lateo.graph.RowSource;
import org.lateo.inference.ScoreKind;
import org.lateo.inference.ScoreSplit;
import org.lateo.likelihood.MissingColumns;
import org.lateo.likelihood.Origin;
import org.lateo.output.LatentCode;
import org.lateo.output.ProtoModel;
import org.tribuo.ImmutableFeatureMap;

/**
 * What a detector asks of the model of a member. A detector knows its members by this interface
 * only, so that another kind of model becomes a member by implementing it. Rows are {@code [batch,
 * columns]}, a column for each of {@link #features}, in their order.
 */
interface MemberModel {
  /** The model as users have it, and as it is stored. */
  ProtoModel<LatentCode> model();

  /** What several such models are called, different for each kind. */
  String plural();

  /** The features of the rows that it was trained on. */
  ImmutableFeatureMap features();

  /** Which columns may be missing. */
  MissingColumns missing();

  /** What is taken off values before they become floats. */
  Origin origin();

  /** Whether rows are held as their non-zeros. */
  boolean isSparse();

  /** Those that its expressions read. */
  Parameters parameters();

  /** The dimensions of what is drawn, and the most latent entries of a score; 0 for none. */
  int latents();

  /** Of the draws that scores are averaged over. */
  long seed();

  /** The names of the outputs of such models' detectors, without exemplars. */
  DetectorOutputs outputs(ScoreKind kind);

  /**
   * The model as a part of a larger program.
   *
   * @param rows of its columns, {@code [batch, columns]}
   * @param left what is still to be taken off these rows
   * @param draws of a row's code, over which a bound is averaged; without a code none are made
   */
  MemberRows reading(Node rows, Origin left, ScoreKind kind, int draws);

  /**
   * What scores are made of, with all draws there are.
   *
   * @param samples importance samples of a row, for a score that has such
   * @param rows of its columns, less their origin
   */
  List<ScoreSplit> split(ScoreKind kind, int samples, RowSource rows, int count);

  /** Raw rows like the training rows, to check an export with, {@code [100, columns]}. */
  float[][] checkRows();
}
