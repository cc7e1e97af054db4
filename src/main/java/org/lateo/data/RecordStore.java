package org.lateo.data;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Records of bytes, read by number. They are held in memory while they are few; the rest lies in a
 * temporary file, see {@link RecordFile}. Safe for any number of threads.
 */
public final class RecordStore {
  /** One after another; no record lies in two. */
  private final ByteBuffer[] segments;

  private final RecordPlaces places;

  private RecordStore(List<ByteBuffer> segments, RecordPlaces places) {
    this.segments = segments.toArray(ByteBuffer[]::new);
    this.places = places;
  }

  /** The number of records. */
  public int size() {
    return places.size();
  }

  /** The bytes of a record, read-only, from position 0 to their number. */
  public ByteBuffer get(int record) {
    int segment = places.segment(record);
    return segments[segment]
        .slice(places.start(segment, record), places.length(segment, record))
        .asReadOnlyBuffer();
  }

  /** Where the records lie in the segments. */
  RecordPlaces places() {
    return places;
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
    private final RecordPlaces places = new RecordPlaces();
    private RecordFile file;

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
      return places.size();
    }

    /**
     * Adds a record, of the bytes from position to limit, which are taken.
     *
     * @throws java.io.UncheckedIOException if there is no room for it, naming the temporary file's
     *     folder
     */
    public void add(ByteBuffer record) {
      int length = record.remaining();
      places.add(segment(record), length);
    }

    /** Keeps a record, and returns the number of its segment. */
    private int segment(ByteBuffer record) {
      if (file == null && inMemory.bytes() + record.remaining() <= mostInMemory) {
        return inMemory.add(record);
      }
      if (file == null) {
        file = RecordFile.create(mostInSegment);
      }
      return inMemory.list().size() + file.add(record);
    }

    /** The records. Nothing may be added afterwards. */
    public RecordStore build() {
      List<ByteBuffer> segments = inMemory.list();
      if (file != null) {
        segments.addAll(file.map());
      }
      return new RecordStore(segments, places);
    }

    /** Segments in memory, each twice as large as that before, up to a limit. */
    private static final class Segments {
      private final List<ByteBuffer> list = new ArrayList<>();
      private int next = FIRST_SEGMENT;
      private long bytes;

      int add(ByteBuffer record) {
        bytes += record.remaining();
        if (list.isEmpty() || last().remaining() < record.remaining()) {
          list.add(ByteBuffer.allocate(Math.max(next, record.remaining())));
          next = Math.min(2 * next, LARGEST_SEGMENT);
        }
        last().put(record);
        return list.size() - 1;
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
