package org.lateo.report.page;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/**
 * Grey images side by side in one PNG, with transparent gaps between them. Written here, since
 * Java's own writer needs the desktop module, which small runtimes lack.
 *
 * <p>See: ISO/IEC 15948, Portable Network Graphics, sections 5 (chunks) and 11.
 */
record GreyPng(int height, int width, List<double[]> images) {
  /** Images are enlarged here, since browsers blur when they enlarge for printing. */
  private static final int SCALE = 2;

  private static final int GAP = 4;
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  /** 8 bits a channel; grey with alpha; deflate, no filter by default, no interlacing. */
  private static final byte[] FORMAT = {8, 4, 0, 0, 0};

  /** Refuses images of another size. */
  GreyPng {
    for (double[] image : images) {
      if (image.length != height * width) {
        throw new IllegalArgumentException(
            "Expected " + height + "×" + width + " pixels, found " + image.length);
      }
    }
  }

  String dataUri() {
    try {
      return "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int pixelsAcross() {
    return images.size() * (SCALE * width + GAP) - GAP;
  }

  int pixelsDown() {
    return SCALE * height;
  }

  private byte[] bytes() throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(png);
    out.write(SIGNATURE);
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    DataOutputStream fields = new DataOutputStream(header);
    fields.writeInt(pixelsAcross());
    fields.writeInt(pixelsDown());
    fields.write(FORMAT);
    chunk(out, "IHDR", header.toByteArray());
    chunk(out, "IDAT", pixels());
    chunk(out, "IEND", new byte[0]);
    return png.toByteArray();
  }

  private static void chunk(DataOutputStream out, String type, byte[] content) throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 check = new CRC32();
    check.update(name);
    check.update(content);
    out.writeInt(content.length);
    out.write(name);
    out.write(content);
    out.writeInt((int) check.getValue());
  }

  /** Lines of a filter byte and two bytes a pixel, deflated. */
  private byte[] pixels() throws IOException {
    ByteArrayOutputStream deflated = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(deflated)) {
      for (int y = 0; y < pixelsDown(); y++) {
        out.write(0);
        for (int x = 0; x < pixelsAcross(); x++) {
          out.write(pixel(x, y));
        }
      }
    }
    return deflated.toByteArray();
  }

  private byte[] pixel(int x, int y) {
    int step = SCALE * width + GAP;
    int inside = x % step;
    if (inside >= SCALE * width) {
      return new byte[2];
    }
    double grey = images.get(x / step)[y / SCALE * width + inside / SCALE];
    return new byte[] {(byte) Math.round(255 * Math.max(0, Math.min(1, grey))), (byte) 255};
  }
}
