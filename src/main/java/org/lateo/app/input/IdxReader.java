package org.lateo.app.input;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Grey images in the IDX format of MNIST, pixels as value / 255, with labels in a file of their
 * own.
 */
final class IdxReader {
  /** Each pixel is a column with a name: a header of garbage must not ask for all memory. */
  private static final long MOST_PIXELS = 1 << 20;

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
      int[] sizes = IdxHeader.read(in, 3, file.position());
      ImageSize image = checkedSize(sizes);
      byte[] first = in.readNBytes(sizes[1] * sizes[2]);
      requireWhole(first.length == sizes[1] * sizes[2], 0, sizes[0]);
      String[] names = image.pixelNames();
      List<SheetRow> rows = readRows(in, first, sizes[0], names);
      return Sheet.of(file, List.of(names), rows).withImages(image);
    }
  }

  private ImageSize checkedSize(int[] sizes) {
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
    try (IdxLabels labels = labels(count)) {
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

  private IdxLabels labels(int images) {
    return options.labels().isEmpty()
        ? IdxLabels.none()
        : IdxLabels.of(new DataFile(options.labels().get()), images, file.name());
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
}
