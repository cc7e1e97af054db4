package org.lateo.data;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.logging.Logger;

/**
 * A temporary file of records, written one after another and then mapped into memory, so that it is
 * the operating system that holds as much of it in memory as there is room for. It lies in the
 * folder of Java's {@code java.io.tmpdir}. Where the system permits, its name is deleted as soon as
 * it is open: its room is then free again when no record is used any more, also if the process is
 * killed; elsewhere it is deleted when Java ends.
 */
final class RecordFile {
  private static final Logger logger = Logger.getLogger(RecordFile.class.getName());
  private static final int BUFFER = 1 << 20;

  /** A mapping holds less than 2 GB. */
  static final int SEGMENT = 1 << 30;

  private static final int MEGABYTE = 20;

  private final RandomAccessFile file;
  private final int mostInSegment;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
  private final List<Long> starts = new ArrayList<>(List.of(0L));
  private long written;

  private RecordFile(RandomAccessFile file, int mostInSegment) {
    this.file = file;
    this.mostInSegment = mostInSegment;
  }

  /**
   * Opens a file in segments of at most so many bytes, or of one record.
   *
   * @throws UncheckedIOException if the folder cannot be written
   */
  static RecordFile create(int mostInSegment) {
    try {
      Path path = Files.createTempFile(Path.of(folder()), "lateo-rows", ".tmp");
      RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
      deleteName(path);
      logger.info(
          () ->
              "Rows that do not fit into memory go to a temporary file in "
                  + folder()
                  + ", deleted afterwards");
      return new RecordFile(file, mostInSegment);
    } catch (IOException e) {
      throw noRoom(0, e);
    }
  }

  private static void deleteName(Path path) {
    File name = path.toFile();
    if (!name.delete()) {
      name.deleteOnExit(); // Windows does not delete open files.
    }
  }

  private static String folder() {
    return System.getProperty("java.io.tmpdir");
  }

  private static UncheckedIOException noRoom(long written, IOException e) {
    return new UncheckedIOException(
        new IOException(
            String.format(
                Locale.ROOT,
                "%s: expected room for rows that do not fit into memory, found %s after %,d MB;"
                    + " -Djava.io.tmpdir=FOLDER names another place",
                folder(),
                e.getMessage(),
                written >> MEGABYTE),
            e));
  }

  /**
   * Adds a record, of the bytes from position to limit, which are taken.
   *
   * @return the number of its segment
   */
  int add(ByteBuffer record) {
    long at = written + buffer.position();
    int last = starts.size() - 1;
    if (at > starts.get(last) && at + record.remaining() - starts.get(last) > mostInSegment) {
      starts.add(at);
      last++;
    }
    append(record);
    return last;
  }

  private void append(ByteBuffer record) {
    while (record.hasRemaining()) {
      int bytes = Math.min(record.remaining(), buffer.remaining());
      buffer.put(buffer.position(), record, record.position(), bytes);
      buffer.position(buffer.position() + bytes);
      record.position(record.position() + bytes);
      if (!buffer.hasRemaining()) {
        flush();
      }
    }
  }

  /** By the file, not its channel, which an interrupted thread would close. */
  private void flush() {
    try {
      file.write(buffer.array(), 0, buffer.position());
      written += buffer.position();
      buffer.clear();
    } catch (IOException e) {
      throw noRoom(written, e);
    }
  }

  /** The segments, mapped into memory; nothing can be added afterwards. */
  List<ByteBuffer> map() {
    flush();
    boolean interrupted = Thread.interrupted(); // A channel would be closed by it.
    try (file) {
      List<ByteBuffer> mapped = new ArrayList<>();
      for (int i = 0; i < starts.size(); i++) {
        long end = i + 1 < starts.size() ? starts.get(i + 1) : written;
        mapped.add(
            file.getChannel()
                .map(FileChannel.MapMode.READ_ONLY, starts.get(i), end - starts.get(i)));
      }
      return mapped;
    } catch (IOException e) {
      throw noRoom(written, e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
