package org.lateo.graph;

import java.util.ArrayList;
import java.util.List;

/**
 * The ways to cut an array into tiles. The cut depends on the array's shape alone, never on the
 * number of threads, and so do the shapes of the matrix products.
 */
public enum Tiling {
  /** Runs of whole rows, for loops over elements. */
  ROWS {
    @Override
    List<Tile> cut(int rows, int columns) {
      int height = Math.max(divideUp(rows, MOST_TILES), Math.max(1, ELEMENTS_PER_TILE / columns));
      return grid(rows, columns, height, columns);
    }
  },

  /** Slices of columns, for matrix products: a quarter of the columns, in whole vectors. */
  COLUMNS {
    @Override
    List<Tile> cut(int rows, int columns) {
      return grid(rows, columns, ROWS_PER_PRODUCT, quarter(columns));
    }
  },

  /** One piece, for work that is not worth handing out. */
  WHOLE {
    @Override
    List<Tile> cut(int rows, int columns) {
      return List.of(new Tile(0, rows, 0, columns));
    }
  },

  /** A quarter of the rows, for the gradient of a weight matrix. */
  WEIGHTS {
    @Override
    List<Tile> cut(int rows, int columns) {
      return grid(rows, columns, quarter(rows), columns);
    }
  };

  /** A tile of 32 kB: large against the cost of handing it out, and it stays in cache. */
  private static final int ELEMENTS_PER_TILE = 8192;

  private static final int MOST_TILES = 16;

  /**
   * Narrower products were measured up to a third slower; widths that are not multiples of the
   * kernel's 16 rows, 15 %.
   */
  private static final int NARROWEST = 64;

  private static final int VECTOR = 16;
  private static final int ROWS_PER_PRODUCT = 512;

  abstract List<Tile> cut(int rows, int columns);

  private static int quarter(int size) {
    return Math.max(NARROWEST, divideUp(divideUp(size, 4), VECTOR) * VECTOR);
  }

  private static int divideUp(int a, int b) {
    return (a + b - 1) / b;
  }

  private static List<Tile> grid(int rows, int columns, int height, int width) {
    List<Tile> tiles = new ArrayList<>();
    for (int r = 0; r < rows; r += height) {
      for (int c = 0; c < columns; c += width) {
        tiles.add(new Tile(r, Math.min(rows, r + height), c, Math.min(columns, c + width)));
      }
    }
    return tiles;
  }
}
