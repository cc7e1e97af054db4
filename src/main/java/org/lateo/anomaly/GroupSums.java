package org.lateo.anomaly;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.lateo.graph.Emitter;

/**
 * The sums of columns by their group, written into a graph. Columns are gathered, not multiplied by
 * zeros and ones: minus infinity in one would be NaN in all others.
 */
record GroupSums(FeatureGroups groups) {
  private static final Map<String, Object> OVER_COLUMNS = Map.of("keepdims", 0L);
  private static final Map<String, Object> ALONG_COLUMNS = Map.of("axis", 1L);

  /**
   * Writes the sums.
   *
   * @param columns {@code [batch, columns]}
   * @return {@code [batch, groups]}
   */
  String write(Emitter e, String columns) {
    List<int[]> members = members();
    int width = groups.group().length;
    if (members.size() == width) {
      return columns;
    }
    List<int[]> several = members.stream().filter(group -> group.length > 1).toList();
    int widest = several.stream().mapToInt(group -> group.length).max().orElseThrow();
    String zero = e.constant(new float[] {0f});
    String padded = e.op("Pad", columns, e.integers(0, 0, 0, 1), zero);
    String gathered = gather(e, padded, padded(several, widest, width));
    String split = e.op("Reshape", gathered, e.integers(-1, several.size(), widest));
    String sums = e.op("ReduceSum", OVER_COLUMNS, split, e.integers(2));
    String both = e.op("Concat", ALONG_COLUMNS, columns, sums);
    int[] next = {width};
    return gather(
        e, both, members.stream().mapToLong(g -> g.length > 1 ? next[0]++ : g[0]).toArray());
  }

  private static String gather(Emitter e, String values, long[] columns) {
    return e.op("Gather", ALONG_COLUMNS, values, e.integers(columns));
  }

  /** The columns of each group. */
  private List<int[]> members() {
    int[] group = groups.group();
    List<int[]> members = new ArrayList<>();
    for (int g = 0; g < groups.names().size(); g++) {
      int number = g;
      members.add(IntStream.range(0, group.length).filter(c -> group[c] == number).toArray());
    }
    return members;
  }

  /** Their columns, each filled up with the column of zeros. */
  private static long[] padded(List<int[]> groups, int widest, int zero) {
    long[] columns = new long[groups.size() * widest];
    Arrays.fill(columns, zero);
    for (int g = 0; g < groups.size(); g++) {
      for (int i = 0; i < groups.get(g).length; i++) {
        columns[g * widest + i] = groups.get(g)[i];
      }
    }
    return columns;
  }
}
