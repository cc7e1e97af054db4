package org.lateo.tables;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.lateo.data.LazyList;
import org.lateo.data.RecordStore;

/** Grey images in the IDX format of MNIST, pixels divided by 255, with labels in a second file. */
final class IdxReader {
  /** Each pixel is a named column, and a damaged header must not cause all memory to be taken. */
  private static final long MOST_PIXELS = 1 << 20;

  private static final int UNSIGNED_BYTES = 0x0800;

  private final DataFile file;
  private final TableOptions options;

  IdxReader(DataFile file, TableOptions options) {
    this.file = file;
    this.options = options;
  }

  Sheet read() throws IOException {
    if (options.response().isPresent()) {
      throw file.position()
          .expected(
              "no response column, since images have a file of labels", options.response().get());
    }
    try (InputStream in = file.stream()) {
      int[] sizes = header(in, 3, file.position());
      ImageSize image = imageSize(sizes);
      byte[] first = in.readNBytes(sizes[1] * sizes[2]);
      requireWhole(first.length == sizes[1] * sizes[2], 0, sizes[0]);
      String[] names = image.pixelNames();
      List<SheetRow> rows = readRows(in, first, sizes[0], names);
      return Sheet.of(file, List.of(names), rows, options).withImages(image);
    }
  }

  private ImageSize imageSize(int[] sizes) {
    if ((long) sizes[1] * sizes[2] > MOST_PIXELS) {
      throw file.position()
          .expected("at most " + MOST_PIXELS + " pixels an image", sizes[1] + "×" + sizes[2]);
    }
    return new ImageSize(sizes[1], sizes[2]);
  }

  /** Counts the rows by reading their bytes, since the header's count may be wrong. */
  private List<SheetRow> readRows(InputStream in, byte[] first, int count, String[] names)
      throws IOException {
    boolean[] zerosCount = zerosCount(names);
    Optional<byte[]> labels =
        options
            .labels()
            .map(path -> DataFile.of(path, options.encoding()))
            .map(l -> labels(l, count));
    RecordStore.Builder images = new RecordStore.Builder();
    while (images.size() < Math.min(count, options.limit())) {
      byte[] pixels = images.size() == 0 ? first : in.readNBytes(names.length);
      requireWhole(pixels.length == names.length, images.size(), count);
      images.add(ByteBuffer.wrap(pixels));
    }
    if (images.size() == count && in.read() >= 0) {
      throw file.position().expected(count + " images, as its header says", "more bytes");
    }
    RecordStore stored = images.build();
    return new LazyList<>(
        stored.size(),
        row -> {
          String label = labels.map(all -> Integer.toString(all[row] & 0xff)).orElse(null);
          return row(row + 1, stored.get(row), names, zerosCount, label);
        });
  }

  /** The labels in a file, a byte for each row to be read. */
  private byte[] labels(DataFile labelFile, int images) {
    try (InputStream in = labelFile.stream()) {
      int count = header(in, 1, labelFile.position())[0];
      if (count != images) {
        throw labelFile
            .position()
            .expected(images + " labels, one for each image of " + file.name(), count + "");
      }
      byte[] labels = in.readNBytes(Math.min(count, options.limit()));
      if (labels.length < Math.min(count, options.limit())) {
        throw labelFile
            .position()
            .expected(count + " labels, as its header says", labels.length + "");
      }
      return labels;
    } catch (IOException e) {
      throw labelFile.unreadable(e);
    }
  }

  private boolean[] zerosCount(String... names) {
    boolean[] count = new boolean[names.length];
    for (int i = 0; i < names.length; i++) {
      count[i] = options.missing().test(names[i]);
    }
    return count;
  }

  private void requireWhole(boolean whole, int before, int count) {
    if (!whole) {
      throw file.position().expected(count + " images, as its header says", before + "");
    }
  }

  private static SheetRow row(
      int number, ByteBuffer pixels, String[] names, boolean[] zerosCount, String label) {
    RowBuffer buffer = new RowBuffer(names.length);
    for (int i = 0; i < names.length; i++) {
      buffer.add(names[i], (pixels.get(i) & 0xff) / 255.0, zerosCount[i]);
    }
    return buffer.take(number, label);
  }

  /**
   * The start of a file: a magic number, then the size of each dimension.
   *
   * @param dimensions how many there must be
   * @return the sizes {@code [dimensions]}, each at least 1
   */
  private static int[] header(InputStream in, int dimensions, Position position)
      throws IOException {
    int length = Integer.BYTES * (1 + dimensions);
    byte[] bytes = in.readNBytes(length);
    ByteBuffer header = ByteBuffer.wrap(bytes);
    if (bytes.length >= Integer.BYTES) {
      checkMagic(header.getInt(), UNSIGNED_BYTES + dimensions, position);
    }
    if (bytes.length < length) {
      throw position.expected("an IDX header of " + length + " bytes", bytes.length + "");
    }
    int[] sizes = new int[dimensions];
    for (int i = 0; i < dimensions; i++) {
      sizes[i] = checkedSize(header.getInt(), i, position);
    }
    return sizes;
  }

  private static void checkMagic(int found, int expected, Position position) {
    if (found != expected) {
      throw position.expected(
          String.format("IDX magic 0x%08x", expected), String.format("0x%08x", found));
    }
  }

  private static int checkedSize(int size, int dimension, Position position) {
    if (size < 1) {
      throw position.expected("a size of at least 1 in dimension " + dimension, size + "");
    }
    return size;
  }
}
