package org.lateo.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.tables.Written.assertRefused;
import static org.lateo.tables.Written.idx;
import static org.lateo.tables.Written.values;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IdxReaderTest {
  private static final byte[] TWO_IMAGES =
      idx(new int[] {2, 2, 3}, 0, 51, 0, 0, 0, 255, 0, 0, 0, 0, 0, 0);

  @TempDir private Path folder;

  private TableOptions images(byte... content) throws IOException {
    return TableOptions.of(Written.bytes(folder, "a-idx3-ubyte", content));
  }

  private Path labels(byte... content) throws IOException {
    return Written.bytes(folder, "a-idx1-ubyte", content);
  }

  @Test
  void keepsZerosWhereValuesMayBeMissing() throws IOException {
    Path file = Written.bytes(folder, "a-idx3-ubyte", Written.idx(new int[] {1, 1, 2}, 0, 255));
    Sheet sheet = SheetReader.read(TableOptions.of(file).withMissing(pixel -> true));
    assertEquals(List.of(0.0, 1.0), List.copyOf(values(sheet.rows().get(0)).values()));
  }

  @Test
  void readsPixelsByRowAndColumn() throws IOException {
    Sheet sheet = SheetReader.read(images(TWO_IMAGES));
    assertEquals(
        List.of("r00c00", "r00c01", "r00c02", "r01c00", "r01c01", "r01c02"), sheet.columns());
    assertEquals(Map.of("r00c01", 0.2, "r01c02", 1.0), values(sheet.rows().get(0)));
    assertEquals(Map.of(), values(sheet.rows().get(1)));
    assertEquals(Optional.of(new ImageSize(2, 3)), sheet.images());
  }

  @Test
  void readsLabels() throws IOException {
    Path labels = labels(idx(new int[] {2}, 7, 200));
    Sheet sheet = SheetReader.read(images(TWO_IMAGES).withLabels(labels));
    assertEquals(Optional.of("7"), sheet.rows().get(0).response());
    assertEquals(Optional.of("200"), sheet.rows().get(1).response());
  }

  @Test
  void readsGzipAndTakesTheFirstRows() throws IOException {
    Path file = Written.bytes(folder, "b-idx3-ubyte.gz", Written.gzip(TWO_IMAGES));
    assertEquals(1, SheetReader.read(TableOptions.of(file).withLimit(1)).size());
  }

  @Test
  void namesOfLargeImagesAscend() {
    String[] names = new ImageSize(1, 101).pixelNames();
    assertEquals("r00c000", names[0]);
    assertEquals("r00c100", names[100]);
  }

  @Test
  void refusesOtherMagic() throws IOException {
    assertRefused(
        "a-idx3-ubyte: expected IDX magic 0x00000803, found 0x00000801",
        images(idx(new int[] {2}, 1, 2)));
    Path labels = labels(TWO_IMAGES);
    assertRefused(
        "a-idx1-ubyte: expected IDX magic 0x00000801, found 0x00000803",
        images(TWO_IMAGES).withLabels(labels));
  }

  @Test
  void refusesBadHeaders() throws IOException {
    assertRefused("a-idx3-ubyte: expected an IDX header of 16 bytes, found 1", images((byte) 0));
    assertRefused(
        "a-idx3-ubyte: expected a size of at least 1 in dimension 2, found 0",
        images(idx(new int[] {1, 2, 0})));
    assertRefused(
        "a-idx3-ubyte: expected at most 1048576 pixels an image, found 2000000×2000000",
        images(idx(new int[] {1, 2_000_000, 2_000_000})));
  }

  @Test
  void refusesOtherLengths() throws IOException {
    assertRefused(
        "a-idx3-ubyte: expected 2 images, as its header says, found 1",
        images(idx(new int[] {2, 1, 2}, 1, 2, 3)));
    assertRefused(
        "a-idx3-ubyte: expected 1 images, as its header says, found more bytes",
        images(idx(new int[] {1, 1, 2}, 1, 2, 3)));
    assertRefused(
        "a-idx1-ubyte: expected 2 labels, as its header says, found 1",
        images(TWO_IMAGES).withLabels(labels(idx(new int[] {2}, 1))));
  }

  /** A file of 272 bytes would have the memory of what its header says. */
  @Test
  void sizesAreNotBelieved() throws IOException {
    int[] body = new int[256];
    assertRefused(
        "a-idx3-ubyte: expected 2147483647 images, as its header says, found 256",
        images(idx(new int[] {Integer.MAX_VALUE, 1, 1}, body)));
    assertRefused(
        "a-idx3-ubyte: expected 1 images, as its header says, found 0",
        images(idx(new int[] {1, 1024, 1024}, body)));
    assertRefused(
        "a-idx1-ubyte: expected 2147483647 labels, as its header says, found 10",
        images(idx(new int[] {Integer.MAX_VALUE, 1, 1}, body))
            .withLabels(labels(idx(new int[] {Integer.MAX_VALUE}, new int[10]))));
  }

  @Test
  void aHeaderTakesNoMemory() throws IOException {
    TableOptions large = images(idx(new int[] {Integer.MAX_VALUE, 1024, 1024}, new int[256]));
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    assertThrows(TableException.class, () -> SheetReader.read(large));
    long taken = threads.getCurrentThreadAllocatedBytes() - before;
    assertTrue(taken < 8 << 20, () -> "took " + taken + " bytes");
  }

  @Test
  void refusesCountsThatDisagree() throws IOException {
    assertRefused(
        "a-idx1-ubyte: expected 2 labels, one for each image of a-idx3-ubyte, found 3",
        images(TWO_IMAGES).withLabels(labels(idx(new int[] {3}, 1, 2, 3))));
  }

  @Test
  void refusesCutGzip() throws IOException {
    byte[] cut = Arrays.copyOf(Written.gzip(TWO_IMAGES), 20);
    assertRefused(
        "b-idx3-ubyte.gz: expected a whole gzip file, found a cut or damaged one",
        TableOptions.of(Written.bytes(folder, "b-idx3-ubyte.gz", cut)));
  }

  @Test
  void refusesAResponseColumn() throws IOException {
    assertRefused(
        "a-idx3-ubyte: expected no response column, since images have a file of labels, found y",
        images(TWO_IMAGES).withResponse("y"));
  }
}
