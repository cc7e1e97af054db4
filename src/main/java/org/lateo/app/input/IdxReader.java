package org.lateo.app.input;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Grey images in the IDX format of MNIST, pixels as value / 255, with labels in a file of their
 * own.
 */
final class IdxReader {
  /** A header of garbage must not ask for all memory. */
  private static final long MOST_PIXELS = 1 << 24;

  private final DataFile file;
  private final DataOptions options;
  private final RowBuffer buffer = new RowBuffer();

  IdxReader(DataFile file, DataOptions options) {
    this.file = file;
    this.options = options;
  }

  Sheet read() throws IOException {
    if (options.response().isPresent()) {
      throw file.place()
          .expected("no response column, but --labels FILE for images", options.response().get());
    }
    try (InputStream in = file.stream()) {
      int[] sizes = IdxHeader.read(in, 3, file.place());
      ImageSize image = checkedSize(sizes);
      List<SheetRow> rows = readRows(in, sizes[0], image, labels(sizes[0]));
      return Sheet.of(file, List.of(image.pixelNames()), rows).withImages(image);
    }
  }

  private ImageSize checkedSize(int[] sizes) {
    if ((long) sizes[1] * sizes[2] > MOST_PIXELS) {
      throw file.place().expected("at most " + MOST_PIXELS + " pixels", sizes[1] + "×" + sizes[2]);
    }
    return new ImageSize(sizes[1], sizes[2]);
  }

  private String[] labels(int images) throws IOException {
    Optional<Path> labels = options.labels();
    return labels.isEmpty()
        ? new String[images]
        : new IdxLabels(new DataFile(labels.get())).read(images, file.name());
  }

  private List<SheetRow> readRows(InputStream in, int count, ImageSize image, String[] labels)
      throws IOException {
    String[] names = image.pixelNames();
    boolean[] zerosCount = zerosCount(names);
    List<SheetRow> rows = new ArrayList<>();
    while (rows.size() < Math.min(count, options.limit())) {
      byte[] pixels = in.readNBytes(names.length);
      requireWhole(pixels.length == names.length, rows.size(), count);
      rows.add(row(pixels, names, zerosCount, labels[rows.size()]));
    }
    if (rows.size() == count && in.read() >= 0) {
      throw file.place().expected(count + " images, as its header says", "more bytes");
    }
    return rows;
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
      throw file.place().expected(count + " images, as its header says", before + "");
    }
  }

  private SheetRow row(byte[] pixels, String[] names, boolean[] zerosCount, String label) {
    for (int i = 0; i < names.length; i++) {
      buffer.add(names[i], (pixels[i] & 0xff) / 255.0, zerosCount[i]);
    }
    return buffer.take(label);
  }
}
