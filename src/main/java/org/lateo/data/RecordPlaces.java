package org.lateo.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where records lie, which follow one another in segments. Records of one length take no memory
 * here, others four bytes each.
 */
final class RecordPlaces {
  private final List<Segment> segments = new ArrayList<>();
  private int[] firsts = new int[4];
  private int size;

  /**
   * Adds a record behind the last.
   *
   * @param segment the number of its segment: that of the record before, or the next
   */
  void add(int segment, int length) {
    if (segment == segments.size()) {
      segments.add(new Segment());
      firsts = segment < firsts.length ? firsts : Arrays.copyOf(firsts, 2 * segment);
      firsts[segment] = size;
    }
    segments.get(segment).add(length);
    size++;
  }

  int size() {
    return size;
  }

  /** The number of the segment that holds a record. */
  int segment(int record) {
    int found = Arrays.binarySearch(firsts, 0, segments.size(), record);
    return found >= 0 ? found : -found - 2;
  }

  /** The place of a record in its segment. */
  int start(int segment, int record) {
    return segments.get(segment).end(record - firsts[segment]);
  }

  int length(int segment, int record) {
    int number = record - firsts[segment];
    return segments.get(segment).end(number + 1) - segments.get(segment).end(number);
  }

  private static final class Segment {
    /** Of every record, while all have the same. */
    private int length;

    private int count;

    /** Where each record ends; null while all have the same length. */
    private int[] ends;

    void add(int bytes) {
      length = count == 0 ? bytes : length;
      if (ends == null && bytes != length) {
        ends = new int[Math.max(16, 2 * count)];
        Arrays.setAll(ends, i -> (i + 1) * length);
      }
      if (ends != null) {
        ends = count < ends.length ? ends : Arrays.copyOf(ends, count + count / 2);
        ends[count] = end(count) + bytes;
      }
      count++;
    }

    /** Where the first {@code records} end. */
    int end(int records) {
      if (ends == null) {
        return records * length;
      }
      return records == 0 ? 0 : ends[records - 1];
    }
  }
}
