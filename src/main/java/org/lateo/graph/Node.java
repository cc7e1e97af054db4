package org.lateo.graph;

import java.util.List;
import java.util.Map;
import org.lateo.math.Blas;

/**
 * One operation of a model: its value, its gradient and its ONNX form.
 *
 * <p>A node is immutable and describes a computation; the numbers of a run live in a {@link
 * Workspace}. A new operation over equal shapes extends {@link Elementwise} and needs three short
 * methods.
 */
public abstract class Node {
  /** The numbers of a run, as its nodes read and write them; a {@link Workspace} holds them. */
  public interface Values {
    /** The arrays of a node. */
    Buffer buffer(Node node);

    /** The values of a node, from position 0 (not for parameters). */
    float[] values(Node node);

    /** The gradient of a node, from position 0 (not for parameters). */
    float[] gradient(Node node);

    /** What a node keeps for its gradient, from position 0; null where there will be none. */
    float[] kept(Node node);

    /** The non-zeros of a sparse node. */
    NonZeros nonZeros(Node node);

    /** The rows of a node in the current batch. */
    int rows(Node node);

    /** Where the rows of an {@link Input} or of {@link Noise} come from. */
    RowSource source(Node leaf);

    /** Whether gradients will be asked for. */
    boolean isTraining();

    /** The matrix products of this run. */
    Blas blas();

    /** At least {@code length} floats that belong to the calling thread until it returns. */
    float[] scratch(int length);

    /** At least {@code count} arrays of at least {@code length} floats, as {@link #scratch}. */
    float[][] scratchRows(int count, int length);
  }

  /** Where a node writes its ONNX form. Values are named; opset 13, default domain. */
  public interface Emitter {
    /** The name of a node's value; its operation is written first if it has not been yet. */
    String of(Node node);

    /** Writes a node's own operation; {@link #of} calls this once for each node. */
    default String write(Node node) {
      return node.emit(this);
    }

    /** Writes an operation and returns the name of its only output. */
    default String op(String type, String... inputs) {
      return op(type, Map.of(), inputs);
    }

    /**
     * Writes an operation with attributes and returns the name of its only output.
     *
     * @param attributes Float, Long, long[] or String values
     */
    String op(String type, Map<String, Object> attributes, String... inputs);

    /**
     * Writes an operation of several outputs and returns the name of the first.
     *
     * @param outputs how many it has
     * @param attributes as above
     */
    String first(String type, int outputs, Map<String, Object> attributes, String... inputs);

    /** Writes a float constant of a shape (none for a scalar) and returns its name. */
    String constant(float[] values, long... shape);

    /** Writes an integer constant of one dimension, as shapes and axes are given. */
    String integers(long... values);

    /** Writes the trained values of a {@link Parameter} and returns their name. */
    String parameter(String name, Node parameter);

    /** The name, in the graph, of the {@link Input} of that name. */
    String input(String name);
  }

  private final Rows rows;
  private final int columns;
  private final List<Node> inputs;
  private final boolean variesByRow;

  /**
   * @param rows the rows of the value
   * @param columns the columns of the value, at least 1
   * @param inputs what the value is computed from
   */
  protected Node(Rows rows, int columns, Node... inputs) {
    if (columns < 1) {
      throw new IllegalArgumentException(
          getClass().getSimpleName() + " expects at least 1 column, found " + columns);
    }
    this.rows = rows;
    this.columns = columns;
    this.inputs = List.of(inputs);
    this.variesByRow =
        inputs.length == 0
            ? rows.perExample() > 0
            : this.inputs.stream().anyMatch(Node::variesByRow);
  }

  /** The rows of the value. */
  public final Rows rows() {
    return rows;
  }

  /** The columns of the value. */
  public final int columns() {
    return columns;
  }

  /** What the value is computed from. */
  public final List<Node> inputs() {
    return inputs;
  }

  /** The k-th input. */
  public final Node input(int k) {
    return inputs.get(k);
  }

  /**
   * Whether the value differs between rows of the batch. Where it does not, as for a value computed
   * from parameters alone, its ONNX form has a single row, which ONNX broadcasts.
   */
  public boolean variesByRow() {
    return variesByRow;
  }

  /** Computes the value in one tile. */
  protected abstract void forward(Values w, Tile tile);

  /**
   * Adds this node's part of the gradient of input {@code k} to it, in one tile of that input. The
   * gradient of this node's own value is complete. Called for inputs that need a gradient only;
   * overridden by every node that has such inputs.
   */
  protected void addGradient(Values w, int k, Tile tile) {
    throw new IllegalStateException("No gradient flows from " + this + " to its input " + k);
  }

  /** Refuses a gradient of input {@code k} unless it is the only input that has one. */
  protected final void requireInput(int k, int only) {
    if (k != only) {
      throw new IllegalStateException("Input " + k + " of " + this + " is data, without gradient");
    }
  }

  /**
   * As {@link #addGradient}, when nothing has been added yet: clears the tile first. Overridden
   * where writing is cheaper than clearing and adding.
   */
  protected void setGradient(Values w, int k, Tile tile) {
    w.buffer(input(k)).clearGradient(tile);
    addGradient(w, k, tile);
  }

  /**
   * Whether the gradient of input {@code k} is set and added to in the memory of the matrix
   * products. The caller lets such users come first and downloads what they leave.
   */
  protected boolean leavesGradient(int k) {
    return false;
  }

  /** Writes the operation as ONNX and returns the name of its value. */
  protected abstract String emit(Emitter e);

  /** How the value is cut into tiles. */
  protected Tiling tiling() {
    return Tiling.ROWS;
  }

  /** What computing a row costs, in elements of an ordinary loop: decides how rows are cut. */
  protected int workPerRow() {
    return columns;
  }

  /** How the gradient of input {@code k} is cut into tiles, where this node is its first user. */
  protected Tiling inputTiling(int k) {
    return Tiling.ROWS;
  }

  /** Whether a tile of the value depends on the same tile of equally shaped inputs only. */
  protected boolean isElementwise() {
    return false;
  }

  /** Whether matrix products read this node's inputs and write its value. */
  protected boolean usesBlas() {
    return false;
  }

  /**
   * Whether the value is held as its non-zeros, {@link Values#nonZeros}, instead of as an array.
   */
  public boolean isSparse() {
    return false;
  }

  /**
   * Whether inputs may be sparse; others are made dense first, see {@link
   * org.lateo.graph.op.Densify}.
   */
  protected boolean readsSparse() {
    return false;
  }

  /**
   * How many floats {@link #forward} keeps of each row for the gradient, {@link Values#kept}; a row
   * is {@code rows()} of the value.
   */
  protected int keptPerRow() {
    return 0;
  }

  /**
   * Nodes whose values {@link #addGradient} reads beside the inputs. They belong to the program,
   * and may be computed from this node's own value.
   */
  protected List<Node> readByGradient() {
    return List.of();
  }

  /** Whether gradients flow through this node to its inputs; false stops them. */
  protected boolean isDifferentiable() {
    return !inputs.isEmpty();
  }

  @Override
  public String toString() {
    return getClass().getSimpleName() + "[" + rows + ", " + columns + "]";
  }
}
