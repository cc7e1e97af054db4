package org.lateo.graph.op;

import java.util.Arrays;
import org.lateo.graph.Buffer;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.Tile;

/** A weight matrix {@code [in, out]} with some of its elements held at zero. */
public final class MaskedWeights extends Node {
  private final Mask kept;
  private final boolean ordered;

  /** 1 for what is kept and 0 for the rest, {@code [in, out]}; null until it is asked for. */
  private volatile float[] mask;

  /** Of ordered weights: for each input, the first output that it reaches; null until asked for. */
  private volatile int[] firsts;

  /** Which elements of a matrix are kept. */
  public interface Mask {
    /** Whether the element that leads from input {@code in} to output {@code out} is kept. */
    boolean keeps(int in, int out);
  }

  /**
   * The mask takes memory when it is first read: a model is put together before its size is
   * checked.
   */
  public MaskedWeights(Parameter weight, Mask kept) {
    this(weight, kept, false);
  }

  /**
   * As above.
   *
   * @param ordered whether an input that reaches an output reaches all later ones, and the inputs
   *     before it do too, as in an upper triangle; products then leave out most of what is zero
   */
  public MaskedWeights(Parameter weight, Mask kept, boolean ordered) {
    super(weight.rows(), weight.columns(), weight);
    this.kept = kept;
    this.ordered = ordered;
  }

  /** How many of the first inputs reach outputs {@code [0, to)}; at least 1. */
  int reaching(int to) {
    int count = rows().fixed();
    while (ordered && count > 1 && firsts()[count - 1] >= to) {
      count--;
    }
    return count;
  }

  /** The first output that inputs {@code [from, ..)} reach, at most the last. */
  int firstReached(int from) {
    return ordered ? Math.min(firsts()[from], columns() - 1) : 0;
  }

  private int[] firsts() {
    int[] known = firsts;
    if (known == null) {
      known = new int[rows().fixed()];
      for (int in = 0; in < known.length; in++) {
        int out = in == 0 ? 0 : known[in - 1];
        while (out < columns() && !kept.keeps(in, out)) {
          out++;
        }
        known[in] = out;
      }
      firsts = known;
    }
    return known;
  }

  private float[] mask() {
    float[] known = mask;
    if (known == null) {
      known = new float[rows().fixed() * columns()];
      for (int i = 0; i < known.length; i++) {
        known[i] = kept.keeps(i / columns(), i % columns()) ? 1f : 0f;
      }
      mask = known;
    }
    return known;
  }

  @Override
  protected void forward(Values w, Tile t) {
    Buffer weight = w.buffer(input(0));
    float[] from = weight.values();
    float[] y = w.values(this);
    int offset = weight.at(0);
    if (ordered) {
      copyRows(from, offset, y, t);
      return;
    }
    float[] mask = mask();
    for (int i = t.row() * columns(); i < t.rowEnd() * columns(); i++) {
      y[i] = mask[i] * from[offset + i];
    }
  }

  private void copyRows(float[] from, int offset, float[] y, Tile t) {
    int[] firsts = firsts();
    for (int r = t.row(); r < t.rowEnd(); r++) {
      int start = r * columns();
      int first = start + firsts[r];
      Arrays.fill(y, start, first, 0f);
      System.arraycopy(from, offset + first, y, first, start + columns() - first);
    }
  }

  @Override
  protected void addGradient(Values w, int k, Tile t) {
    Buffer weight = w.buffer(input(0));
    float[] to = weight.gradient();
    float[] dy = w.gradient(this);
    int offset = weight.at(0);
    if (ordered) {
      addRows(dy, to, offset, t);
      return;
    }
    float[] mask = mask();
    for (int i = t.row() * columns(); i < t.rowEnd() * columns(); i++) {
      to[offset + i] += mask[i] * dy[i];
    }
  }

  /** What is left out of the products was never written. */
  private void addRows(float[] dy, float[] to, int offset, Tile t) {
    int[] firsts = firsts();
    for (int r = t.row(); r < t.rowEnd(); r++) {
      int end = (r + 1) * columns();
      for (int i = r * columns() + firsts[r]; i < end; i++) {
        to[offset + i] += dy[i];
      }
    }
  }

  @Override
  protected String emit(Emitter e) {
    int rows = rows().fixed();
    return e.op("Mul", e.of(input(0)), e.constant(mask(), rows, columns()));
  }
}
