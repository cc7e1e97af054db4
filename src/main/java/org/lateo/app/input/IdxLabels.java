package org.lateo.app.input;

import java.io.IOException;
import java.io.InputStream;

/** The labels that go with a file of images. */
final class IdxLabels {
  private final DataFile file;

  IdxLabels(DataFile file) {
    this.file = file;
  }

  /**
   * Every label.
   *
   * @param images how many there must be
   * @param imageFile where the images are
   * @return the labels {@code [images]}
   */
  String[] read(int images, String imageFile) {
    try (InputStream in = file.stream()) {
      int count = IdxHeader.read(in, 1, file.place())[0];
      if (count != images) {
        throw file.place()
            .expected(images + " labels, one for each image of " + imageFile, count + "");
      }
      return readLabels(in, count);
    } catch (IOException e) {
      throw file.unreadable(e);
    }
  }

  private String[] readLabels(InputStream in, int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw file.place().expected(count + " labels, as its header says", bytes.length + "");
    }
    String[] labels = new String[count];
    for (int i = 0; i < count; i++) {
      labels[i] = Integer.toString(bytes[i] & 0xff);
    }
    return labels;
  }
}
