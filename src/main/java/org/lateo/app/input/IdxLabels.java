package org.lateo.app.input;

import java.io.IOException;
import java.io.InputStream;

/** The labels that go with a file of images, read one after another. */
final class IdxLabels implements AutoCloseable {
  private final DataFile file;
  private final InputStream in;
  private final int count;
  private int read;

  private IdxLabels(DataFile file, InputStream in, int count) {
    this.file = file;
    this.in = in;
    this.count = count;
  }

  /** Of images without any. */
  static IdxLabels none() {
    return new IdxLabels(null, InputStream.nullInputStream(), 0);
  }

  /**
   * Those of a file.
   *
   * @param images how many there must be
   * @param imageFile where the images are
   */
  static IdxLabels of(DataFile file, int images, String imageFile) {
    try {
      IdxLabels labels = new IdxLabels(file, file.stream(), images);
      labels.requireCount(imageFile);
      return labels;
    } catch (IOException e) {
      throw file.unreadable(e);
    }
  }

  private void requireCount(String imageFile) throws IOException {
    int found = IdxHeader.read(in, 1, file.position())[0];
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
