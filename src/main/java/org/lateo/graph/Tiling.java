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
    List<Tile> cut(int rows, int columns, int workPerRow) {
      int height =
          Math.max(divideUp(rows, MOST_TILES), Math.max(1, ELEMENTS_PER_TILE / workPerRow));
      return grid(bounds(rows, height), bounds(columns, columns));
    }
  },

  /**
   * Four pieces for matrix products: slices of columns, in whole vectors, and of rows where columns
   * are few.
   */
  COLUMNS {
    @Override
    List<Tile> cut(int rows, int columns, int workPerRow) {
      int wide = slices(columns, NARROWEST);
      int[] rowBounds =
          rows > ROWS_PER_PRODUCT
              ? bounds(rows, ROWS_PER_PRODUCT)
              : even(rows, Math.min(4 / wide, slices(rows, LOWEST)), VECTOR / 4);
      return grid(rowBounds, even(columns, wide, VECTOR));
    }
  },

  /** One piece, for work that is not worth handing out. */
  WHOLE {
    @Override
    List<Tile> cut(int rows, int columns, int workPerRow) {
      return List.of(new Tile(0, rows, 0, columns));
    }
  },

  /** Up to a quarter of the rows, for the gradient of a weight matrix. */
  WEIGHTS {
    @Override
    List<Tile> cut(int rows, int columns, int workPerRow) {
      return grid(even(rows, slices(rows, NARROWEST), VECTOR), bounds(columns, columns));
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

  private static final int LOWEST = 16;
  private static final int VECTOR = 16;
  private static final int ROWS_PER_PRODUCT = 256;

  /** Cuts rows of which each costs {@code workPerRow} elements of an ordinary loop. */
  abstract List<Tile> cut(int rows, int columns, int workPerRow);

  /** Four, two or one slice, none below a given width: an odd one out would be waited for. */
  private static int slices(int size, int narrowest) {
    return size >= 4 * narrowest ? 4 : size >= 2 * narrowest ? 2 : 1;
  }

  /** Bounds of slices as equal as whole units allow. */
  private static int[] even(int size, int slices, int unit) {
    int units = divideUp(size, unit);
    int[] bounds = new int[slices + 1];
    for (int i = 1; i <= slices; i++) {
      bounds[i] = Math.min(size, divideUp(i * units, slices) * unit);
    }
    return bounds;
  }

  /** Bounds of slices of a given width, the last one narrower. */
  private static int[] bounds(int size, int width) {
    int[] bounds = new int[divideUp(size, width) + 1];
    for (int i = 1; i < bounds.length; i++) {
      bounds[i] = Math.min(size, i * width);
    }
    return bounds;
  }

  private static int divideUp(int a, int b) {
    return (a + b - 1) / b;
  }

  private static List<Tile> grid(int[] rows, int[] columns) {
    List<Tile> tiles = new ArrayList<>();
    for (int r = 1; r < rows.length; r++) {
      for (int c = 1; c < columns.length; c++) {
        tiles.add(new Tile(rows[r - 1], rows[r], columns[c - 1], columns[c]));
      }
    }
    return tiles;
  }
}
