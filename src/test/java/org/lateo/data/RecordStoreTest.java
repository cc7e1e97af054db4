package org.lateo.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordStoreTest {
  private static final long ALL = Long.MAX_VALUE;

  @TempDir Path folder;

  private static List<byte[]> records(int count) {
    Random random = new Random(count);
    List<byte[]> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] bytes = new byte[random.nextInt(i % 100 == 0 ? 5000 : 50)];
      random.nextBytes(bytes);
      records.add(bytes);
    }
    return records;
  }

  private static void assertStored(List<byte[]> records, RecordStore.Builder builder) {
    records.forEach(bytes -> builder.add(ByteBuffer.wrap(bytes)));
    assertEquals(records.size(), builder.size());
    RecordStore store = builder.build();
    assertEquals(records.size(), store.size());
    for (int i = records.size() - 1; i >= 0; i--) {
      ByteBuffer found = store.get(i);
      byte[] bytes = new byte[found.remaining()];
      found.get(bytes);
      assertArrayEquals(records.get(i), bytes);
    }
  }

  /** In memory, in a file, and begun in memory; also where segments end. */
  @Test
  void recordsAreReadAsTheyWereAdded() {
    for (long most : new long[] {0, 1, 10_000, ALL}) {
      for (int segment : new int[] {1, 4096, RecordFile.SEGMENT}) {
        assertStored(records(2000), new RecordStore.Builder(most, segment));
        assertStored(records(0), new RecordStore.Builder(most, segment));
        assertStored(List.of(new byte[0], new byte[3]), new RecordStore.Builder(most, segment));
      }
    }
  }

  /** More than the buffer of a file holds, and a record longer than it. */
  @Test
  void largeRecords() {
    List<byte[]> records = new ArrayList<>(records(3000));
    records.add(1, new byte[3 << 20]);
    records.get(1)[(3 << 20) - 1] = 7;
    assertStored(records, new RecordStore.Builder(0));
  }

  @Test
  void anInterruptedThreadLosesNothing() {
    RecordStore.Builder builder = new RecordStore.Builder(0);
    Thread.currentThread().interrupt();
    try {
      assertStored(records(100), builder);
    } finally {
      assertTrue(Thread.interrupted());
    }
  }

  /** The name of the file is gone while it is in use, so that a killed process leaves nothing. */
  @Test
  void leavesNoFile() {
    String before = System.setProperty("java.io.tmpdir", folder.toString());
    try {
      assertStored(records(100), new RecordStore.Builder(0));
      assertEquals(0, folder.toFile().list().length);
    } finally {
      System.setProperty("java.io.tmpdir", before);
    }
  }

  @Test
  void namesAFolderThatCannotBeWritten() {
    RecordStore.Builder builder = new RecordStore.Builder(0);
    String before = System.setProperty("java.io.tmpdir", folder.resolve("none").toString());
    try {
      UncheckedIOException e =
          assertThrows(UncheckedIOException.class, () -> builder.add(ByteBuffer.wrap(new byte[1])));
      assertTrue(e.getMessage().contains(folder.resolve("none").toString()), e.getMessage());
      assertTrue(e.getMessage().contains("java.io.tmpdir"), e.getMessage());
    } finally {
      System.setProperty("java.io.tmpdir", before);
    }
  }
}
