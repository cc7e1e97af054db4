package org.lateo.graph;

import java.util.IdentityHashMap;
import java.util.Locale;
import org.lateo.math.Blas;
import org.lateo.math.BlasArray;

/** The arrays of one run of a {@link Program}, allocated once for a largest batch. */
abstract class Memory implements Node.Values {
  private static final ThreadLocal<float[]> SCRATCH =
      ThreadLocal.withInitial(() -> new float[1024]);

  private static final ThreadLocal<float[][]> SCRATCH_ROWS =
      ThreadLocal.withInitial(() -> new float[0][0]);

  private static final int PIECE = 1024;

  private final Program program;
  private final ParameterBuffers parameters;
  private final int capacity;
  private final float[] gradient;
  private final IdentityHashMap<Node, Buffer> buffers = new IdentityHashMap<>();
  private final IdentityHashMap<Node, NonZeros> nonZeros = new IdentityHashMap<>();
  private final IdentityHashMap<Node, float[]> kept = new IdentityHashMap<>();
  private final IdentityHashMap<Node, RowSource> sources = new IdentityHashMap<>();
  private GradientSink sink = (from, to) -> {};
  private int examples;

  /**
   * @param capacity the largest batch, in examples
   * @param gradient the flat gradient of all parameters; null if none will be asked for, so that
   *     parameters stay as they are
   */
  Memory(Program program, ParameterBuffers parameters, int capacity, float[] gradient) {
    this.program = program;
    this.parameters = parameters;
    this.capacity = capacity;
    this.gradient = gradient;
    boolean training = gradient != null;
    BlasArray copy = training ? blas().allocate(gradient.length) : null;
    for (Node node : program.nodes()) {
      if (node.isSparse()) {
        nonZeros.put(node, new NonZeros(node.columns()));
      } else {
        buffers.put(node, node instanceof Parameter p ? shared(p, copy) : allocate(node, training));
      }
      if (node.keptPerRow() > 0 && training && program.needsGradient(node)) {
        int rows = buffer(node).values().length / node.columns();
        kept.put(node, new float[rows * node.keptPerRow()]);
      }
    }
    computeFixed();
  }

  /** Computes, once for all batches, what is the same in each: parameters will not move. */
  private void computeFixed() {
    for (Node node : program.nodes()) {
      if (isComputed(node) && !(node instanceof Parameter)) {
        Tile whole = new Tile(0, rows(node), 0, node.columns());
        node.forward(this, whole);
        if (program.isRead(node)) {
          buffer(node).uploadValues(whole);
        }
      }
    }
  }

  /** Whether a node's value was computed when this was made. */
  boolean isComputed(Node node) {
    return gradient == null && program.isFixed(node);
  }

  private Buffer shared(Parameter p, BlasArray gradientCopy) {
    return new Buffer(
        parameters.offset(p),
        p.columns(),
        parameters.values(p),
        gradient,
        parameters.copy(p),
        gradientCopy);
  }

  private int size(Node node) {
    long rows = (long) node.rows().perExample() * capacity + node.rows().fixed();
    if (rows > Integer.MAX_VALUE / node.columns()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Expected at most %d numbers in an array, found %d rows of %d columns: take smaller"
                  + " batches or fewer samples",
              Integer.MAX_VALUE,
              rows,
              node.columns()));
    }
    return (int) rows * node.columns();
  }

  private Buffer allocate(Node node, boolean training) {
    int size = size(node);
    boolean withGradient = training && program.needsGradient(node);
    boolean multiplied = program.isMultiplied(node);
    return new Buffer(
        0,
        node.columns(),
        new float[size],
        withGradient ? new float[size] : null,
        multiplied ? blas().allocate(size) : null,
        multiplied && withGradient ? blas().allocate(size) : null);
  }

  /** Sets where the rows of an {@link Input} or of {@link Noise} come from, until set again. */
  public void setSource(Node leaf, RowSource source) {
    sources.put(leaf, source);
  }

  /** Forgets the sources, and what they hold. */
  public void clearSources() {
    sources.clear();
  }

  /** Sets what receives the gradients of parameters as they come; nothing does at first. */
  public void setSink(GradientSink sink) {
    this.sink = sink;
  }

  /**
   * Hands a tile of a parameter's gradient on, in pieces that stay in the innermost cache between
   * their uses. Tiles of parameters are whole rows, so a tile is one range of the flat buffer.
   *
   * @param download whether the gradient is still in the memory of the matrix products
   */
  void gradientDone(Node parameter, Tile tile, boolean download) {
    Buffer buffer = buffer(parameter);
    int end = buffer.at(tile.rowEnd());
    for (int from = buffer.at(tile.row()); from < end; from += PIECE) {
      int to = Math.min(end, from + PIECE);
      if (download) {
        buffer.blasGradient().get(from, gradient, from, to - from);
      }
      sink.take(from, to);
    }
  }

  /**
   * Sets the size of the batch to come.
   *
   * @throws IllegalArgumentException if it is not in {@code 1 .. capacity}
   */
  public void setExamples(int examples) {
    if (examples < 1 || examples > capacity) {
      throw new IllegalArgumentException(
          "Expected 1 to " + capacity + " examples, found " + examples);
    }
    this.examples = examples;
  }

  /** The size of the current batch. */
  public int examples() {
    return examples;
  }

  /** The largest batch. */
  public int capacity() {
    return capacity;
  }

  @Override
  public Buffer buffer(Node node) {
    return buffers.get(node);
  }

  @Override
  public float[] values(Node node) {
    return buffers.get(node).values();
  }

  @Override
  public float[] kept(Node node) {
    return kept.get(node);
  }

  @Override
  public NonZeros nonZeros(Node node) {
    return nonZeros.get(node);
  }

  /** Whether every value of a node or parameter is finite in the current batch. */
  public boolean isFinite(Node node) {
    if (node.isSparse()) {
      NonZeros sparse = nonZeros(node);
      return isFinite(sparse.values(), 0, sparse.size());
    }
    Buffer buffer = buffer(node);
    return isFinite(buffer.values(), buffer.at(0), buffer.at(rows(node)));
  }

  private static boolean isFinite(float[] values, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!Float.isFinite(values[i])) {
        return false;
      }
    }
    return true;
  }

  @Override
  public float[] gradient(Node node) {
    return buffers.get(node).gradient();
  }

  @Override
  public boolean isTraining() {
    return gradient != null;
  }

  /** The flat gradient of all parameters. */
  public float[] gradient() {
    return gradient;
  }

  @Override
  public int rows(Node node) {
    return node.rows().count(examples);
  }

  @Override
  public Blas blas() {
    return parameters.blas();
  }

  @Override
  public RowSource source(Node leaf) {
    RowSource source = sources.get(leaf);
    if (source == null) {
      throw new IllegalStateException("No source was set for " + leaf);
    }
    return source;
  }

  @Override
  public float[] scratch(int length) {
    if (SCRATCH.get().length < length) {
      SCRATCH.set(new float[length]);
    }
    return SCRATCH.get();
  }

  @Override
  public float[][] scratchRows(int count, int length) {
    float[][] known = SCRATCH_ROWS.get();
    if (known.length < count || known[0].length < length) {
      int longest = known.length == 0 ? length : Math.max(known[0].length, length);
      known = new float[Math.max(known.length, count)][longest];
      SCRATCH_ROWS.set(known);
    }
    return known;
  }
}
