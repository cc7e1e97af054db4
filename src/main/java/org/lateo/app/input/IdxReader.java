package org.lateo.app.input;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Grey images in the IDX format of MNIST, pixels as value / 255, with labels in a file of their
 * own.
 */
final class IdxReader {
  /** Each pixel is a column with a name: a header of garbage must not ask for all memory. */
  private static final long MOST_PIXELS = 1 << 20;

  private static final int UNSIGNED_BYTES = 0x0800;

  private final DataFile file;
  private final DataOptions options;
  private final RowBuffer buffer = new RowBuffer();

  IdxReader(DataFile file, DataOptions options) {
    this.file = file;
    this.options = options;
  }

  Sheet read() throws IOException {
    if (options.response().isPresent()) {
      throw file.position()
          .expected("no response column, but --labels FILE for images", options.response().get());
    }
    try (InputStream in = file.stream()) {
      int[] sizes = header(in, 3, file.position());
      ImageSize image = imageSize(sizes);
      byte[] first = in.readNBytes(sizes[1] * sizes[2]);
      requireWhole(first.length == sizes[1] * sizes[2], 0, sizes[0]);
      String[] names = image.pixelNames();
      List<SheetRow> rows = readRows(in, first, sizes[0], names);
      return Sheet.of(file, List.of(names), rows).withImages(image);
    }
  }

  private ImageSize imageSize(int[] sizes) {
    if ((long) sizes[1] * sizes[2] > MOST_PIXELS) {
      throw file.position()
          .expected("at most " + MOST_PIXELS + " pixels an image", sizes[1] + "×" + sizes[2]);
    }
    return new ImageSize(sizes[1], sizes[2]);
  }

  /** Nothing is made before its bytes are there: what the header says is not believed. */
  private List<SheetRow> readRows(InputStream in, byte[] first, int count, String[] names)
      throws IOException {
    boolean[] zerosCount = zerosCount(names);
    List<SheetRow> rows = new ArrayList<>();
    try (Labels labels = labels(count)) {
      while (rows.size() < Math.min(count, options.limit())) {
        byte[] pixels = rows.isEmpty() ? first : in.readNBytes(names.length);
        requireWhole(pixels.length == names.length, rows.size(), count);
        rows.add(row(pixels, names, zerosCount, labels.next()));
      }
    }
    if (rows.size() == count && in.read() >= 0) {
      throw file.position().expected(count + " images, as its header says", "more bytes");
    }
    return rows;
  }

  private Labels labels(int images) {
    return options.labels().isEmpty()
        ? Labels.none()
        : Labels.of(new DataFile(options.labels().get()), images, file.name());
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

  private SheetRow row(byte[] pixels, String[] names, boolean[] zerosCount, String label) {
    for (int i = 0; i < names.length; i++) {
      buffer.add(names[i], (pixels[i] & 0xff) / 255.0, zerosCount[i]);
    }
    return buffer.take(label);
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

  /** The labels that go with a file of images, read one after another. */
  private static final class Labels implements AutoCloseable {
    private final DataFile file;
    private final InputStream in;
    private final int count;
    private int read;

    private Labels(DataFile file, InputStream in, int count) {
      this.file = file;
      this.in = in;
      this.count = count;
    }

    /** Of images without any. */
    static Labels none() {
      return new Labels(null, InputStream.nullInputStream(), 0);
    }

    /**
     * Those of a file.
     *
     * @param images how many there must be
     * @param imageFile where the images are
     */
    static Labels of(DataFile file, int images, String imageFile) {
      try {
        Labels labels = new Labels(file, file.stream(), images);
        labels.requireCount(imageFile);
        return labels;
      } catch (IOException e) {
        throw file.unreadable(e);
      }
    }

    private void requireCount(String imageFile) throws IOException {
      int found = header(in, 1, file.position())[0];
      if (found != count) {
        in.close();
        throw file.position()
            .expected(count + " labels, one for each image of " + imageFile, found + "");
      }
    }

    /** The next image's; null if there are none. */
    String next() {
      if (file == null) {
        return null;
      }
      try {
        int label = in.read();
        if (label < 0) {
          throw file.position().expected(count + " labels, as its header says", read + "");
        }
        read++;
        return Integer.toString(label);
      } catch (IOException e) {
        throw file.unreadable(e);
      }
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
