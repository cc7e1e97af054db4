package org.lateo.objective;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.lateo.graph.Node;
import org.lateo.graph.Noise;
import org.lateo.graph.Rows;
import org.lateo.graph.op.Below;
import org.lateo.graph.op.Constant;
import org.lateo.graph.op.Densify;
import org.lateo.graph.op.MergeColumns;
import org.lateo.graph.op.RepeatColumns;
import org.lateo.graph.op.ScaleColumns;
import org.lateo.graph.op.SelectColumns;
import org.lateo.graph.op.Sum;
import org.lateo.graph.op.Unless;
import org.lateo.likelihood.MissingColumns;
import org.lateo.math.NormalQuantile;
import org.lateo.model.VAE;

/**
 * What training does to rows before a denoising autoencoder's encoder reads them: Gaussian noise,
 * and then zeros in place of some values, drawn anew for each row in each step.
 *
 * @param deviation of the noise, on the scale that the encoder reads; 0 for none
 * @param share the probability with which a value is hidden, in [0, 1)
 */
record Corruption(double deviation, double share) {
  private static final String ADDED = "corruption";
  private static final String HIDDEN = "masking";

  boolean isNone() {
    return deviation == 0 && share == 0;
  }

  /**
   * What the encoder reads instead.
   *
   * @param read {@link VAE#encoderInput}
   */
  Node of(VAE vae, Node read) {
    Node dense = Densify.of(read);
    Node noisy = deviation == 0 ? dense : Sum.add(dense, noise(vae));
    return share == 0 ? noisy : new Unless(noisy, hidden(vae.missing()), 0f);
  }

  /** None on what is missing, nor on what says so. */
  private Node noise(VAE vae) {
    int columns = vae.missing().columns();
    Node drawn = ScaleColumns.of(new Noise(ADDED, Rows.BATCH, columns), deviation, 0);
    int[] marks = vae.missing().marks();
    return marks.length == 0
        ? drawn
        : beside(vae.known(drawn), new Constant(Rows.BATCH, new float[marks.length]));
  }

  /**
   * 1 where a value is hidden. A variable that may be missing is hidden whole, and its mark too, so
   * that the encoder learns what it will see where a value is missing. Of other one-hot columns the
   * one that is set counts alone, since the others are zero anyhow.
   */
  private Node hidden(MissingColumns missing) {
    int columns = missing.columns();
    Node below =
        new Below(new Noise(HIDDEN, Rows.BATCH, columns), (float) NormalQuantile.of(share));
    int[] marks = missing.marks();
    return marks.length == 0
        ? below
        : beside(whole(below, missing), SelectColumns.of(below, marks));
  }

  /** Each variable that may be missing as its first column. */
  private static Node whole(Node below, MissingColumns missing) {
    List<int[]> places = new ArrayList<>();
    List<Node> parts = new ArrayList<>();
    for (int mark : missing.marks()) {
      int[] together = missing.together(mark);
      if (together.length > 1) {
        places.add(together);
        parts.add(RepeatColumns.of(SelectColumns.of(below, mark), together.length));
      }
    }
    boolean[] placed = new boolean[missing.columns()];
    places.stream().flatMapToInt(IntStream::of).forEach(c -> placed[c] = true);
    int[] alone = IntStream.range(0, placed.length).filter(c -> !placed[c]).toArray();
    if (alone.length > 0) {
      places.add(alone);
      parts.add(SelectColumns.of(below, alone));
    }
    return MergeColumns.of(places, parts);
  }

  private static Node beside(Node left, Node right) {
    int columns = left.columns();
    int all = columns + right.columns();
    return MergeColumns.of(
        List.of(IntStream.range(0, columns).toArray(), IntStream.range(columns, all).toArray()),
        List.of(left, right));
  }
}
