package org.lateo.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class TilingTest {
  private static final int[] SIZES = {1, 4, 6, 13, 25, 63, 64, 65, 207, 513, 702, 5000};

  @ParameterizedTest
  @EnumSource
  void tilesCoverTheArrayOnce(Tiling tiling) {
    for (int rows : SIZES) {
      for (int columns : SIZES) {
        long area = 0;
        for (Tile t : tiling.cut(rows, columns, columns)) {
          assertTrue(t.row() >= 0 && t.column() >= 0 && t.height() > 0 && t.width() > 0);
          assertTrue(t.rowEnd() <= rows && t.columnEnd() <= columns);
          area += (long) t.height() * t.width();
        }
        // Disjoint rectangles of the array's area cover it.
        assertEquals((long) rows * columns, area);
        assertDisjoint(tiling.cut(rows, columns, columns));
      }
    }
  }

  private static void assertDisjoint(List<Tile> tiles) {
    for (int i = 0; i < tiles.size(); i++) {
      for (int j = 0; j < i; j++) {
        Tile a = tiles.get(i);
        Tile b = tiles.get(j);
        assertTrue(
            a.rowEnd() <= b.row()
                || b.rowEnd() <= a.row()
                || a.columnEnd() <= b.column()
                || b.columnEnd() <= a.column());
      }
    }
  }
}
