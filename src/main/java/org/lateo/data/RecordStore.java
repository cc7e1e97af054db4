package org.lateo.data;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Records of bytes, read by number. They are held in memory while they are few; the rest lies in a
 * temporary file, see {@link RecordFile}. Safe for any number of threads.
 */
public final class RecordStore {
  /** The segments, one after another; no record lies in two. */
  private final ByteBuffer[] segments;

  /** The segment of each record in the upper half, its place in the segment in the lower. */
  private final long[] places;

  private final int[] lengths;

  private RecordStore(List<ByteBuffer> segments, long[] places, int... lengths) {
    this.segments = segments.toArray(ByteBuffer[]::new);
    this.places = places;
    this.lengths = lengths;
  }

  /** The number of records. */
  public int size() {
    return places.length;
  }

  /** The bytes of a record, read-only, from position 0 to their number. */
  public ByteBuffer get(int record) {
    return segment(record).slice(at(record), lengths[record]).asReadOnlyBuffer();
  }

  /** The number of bytes of a record. */
  int length(int record) {
    return lengths[record];
  }

  /** The number of the segment that holds a record. */
  int segmentOf(int record) {
    return (int) (places[record] >>> Integer.SIZE);
  }

  /** The place of a record in its segment. */
  int at(int record) {
    return (int) places[record];
  }

  private ByteBuffer segment(int record) {
    return segments[segmentOf(record)];
  }

  /** The segments, to be read only. */
  ByteBuffer[] segments() {
    return segments.clone();
  }

  /** Collects records. */
  public static final class Builder {
    /** What share of the memory that Java may use is taken before records go to a file. */
    private static final int SHARE = 16;

    private static final int FIRST_SEGMENT = 1 << 16;
    private static final int LARGEST_SEGMENT = 1 << 24;

    private final Segments inMemory = new Segments();
    private final long mostInMemory;
    private final int mostInSegment;
    private RecordFile file;
    private long[] places = new long[16];
    private int[] lengths = new int[16];
    private int size;

    /** Without records; a sixteenth of the memory that Java may use is taken for them. */
    public Builder() {
      this(mostInMemory());
    }

    /** Without records, for so many bytes in memory. */
    public Builder(long mostInMemory) {
      this(mostInMemory, RecordFile.SEGMENT);
    }

    /** As above, for so many bytes in a segment of the file. */
    Builder(long mostInMemory, int mostInSegment) {
      this.mostInMemory = mostInMemory;
      this.mostInSegment = mostInSegment;
    }

    /** The bytes that are held in memory before further records go to a file. */
    public static long mostInMemory() {
      return Runtime.getRuntime().maxMemory() / SHARE;
    }

    /** The number of records so far. */
    public int size() {
      return size;
    }

    /**
     * Adds a record, of the bytes from position to limit, which are taken.
     *
     * @throws java.io.UncheckedIOException if there is no room for it, naming the temporary file's
     *     folder
     */
    public void add(ByteBuffer record) {
      if (size == lengths.length) {
        places = Arrays.copyOf(places, 2 * size);
        lengths = Arrays.copyOf(lengths, 2 * size);
      }
      lengths[size] = record.remaining();
      places[size++] = place(record);
    }

    private long place(ByteBuffer record) {
      if (file == null && inMemory.bytes() + record.remaining() <= mostInMemory) {
        return inMemory.add(record);
      }
      if (file == null) {
        file = RecordFile.create(mostInSegment);
      }
      return ((long) inMemory.list().size() << Integer.SIZE) + file.add(record);
    }

    /** The records. Nothing may be added afterwards. */
    public RecordStore build() {
      List<ByteBuffer> segments = inMemory.list();
      if (file != null) {
        segments.addAll(file.map());
      }
      return new RecordStore(
          segments, Arrays.copyOf(places, size), Arrays.copyOf(lengths, size));
    }

    /** Segments in memory, each twice as large as that before, up to a limit. */
    private static final class Segments {
      private final List<ByteBuffer> list = new ArrayList<>();
      private int next = FIRST_SEGMENT;
      private long bytes;

      long add(ByteBuffer record) {
        bytes += record.remaining();
        if (list.isEmpty() || last().remaining() < record.remaining()) {
          list.add(ByteBuffer.allocate(Math.max(next, record.remaining())));
          next = Math.min(2 * next, LARGEST_SEGMENT);
        }
        long place = ((long) (list.size() - 1) << Integer.SIZE) + last().position();
        last().put(record);
        return place;
      }

      private ByteBuffer last() {
        return list.get(list.size() - 1);
      }

      long bytes() {
        return bytes;
      }

      List<ByteBuffer> list() {
        return list;
      }
    }
  }
}
