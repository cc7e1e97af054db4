package org.lateo.graph;

/**
 * Trained numbers, {@code [rows, columns]}, part of the flat buffer that {@link ParameterLayout}
 * describes.
 */
public final class Parameter extends Node {
  private final String name;
  private final Initialiser initialiser;
  private final boolean weight;

  /**
   * @param name says what it is, such as {@code encoder.0.weight}; unique within a model
   * @param rows its rows
   * @param columns its columns
   * @param initialiser its first values
   * @throws IllegalArgumentException if an array cannot hold that many numbers
   */
  public Parameter(String name, int rows, int columns, Initialiser initialiser) {
    this(name, rows, columns, initialiser, false);
  }

  private Parameter(String name, int rows, int columns, Initialiser initialiser, boolean weight) {
    super(Rows.fixed(rows), columns);
    if ((long) rows * columns > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          String.format("Parameter %s is too large, found [%d, %d]", name, rows, columns));
    }
    this.name = name;
    this.initialiser = initialiser;
    this.weight = weight;
  }

  /** A matrix that a layer multiplies by; a prior on weights keeps it small. */
  public static Parameter weight(String name, int in, int out, Initialiser initialiser) {
    return new Parameter(name, in, out, initialiser, true);
  }

  /** Whether it is a weight, as opposed to a bias, a variance or the like. */
  public boolean isWeight() {
    return weight;
  }

  /** The parameter's name. */
  public String name() {
    return name;
  }

  /** The number of values. */
  public int size() {
    return rows().fixed() * columns();
  }

  /** How its first values are chosen. */
  public Initialiser initialiser() {
    return initialiser;
  }

  @Override
  protected void forward(Values w, Tile tile) {
    throw new IllegalStateException("The parameter " + name + " is not computed");
  }

  @Override
  protected Tiling tiling() {
    return Tiling.WEIGHTS;
  }

  @Override
  protected String emit(Emitter e) {
    return e.parameter(name, this);
  }

  @Override
  public String toString() {
    return name + " [" + rows().fixed() + ", " + columns() + "]";
  }
}
