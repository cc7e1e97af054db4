package org.lateo.hostile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.lateo.Tiny;
import org.lateo.VAEModel;
import org.lateo.hostile.HostileReader.Kind;
import org.lateo.tables.Table;
import org.lateo.tables.TableException;
import org.lateo.tables.TableOptions;

/** Readers of files of rows: separated values, JSON objects, libsvm, images; gzipped or not. */
final class TableReaders {
  private static final List<Class<? extends Exception>> DOCUMENTED = List.of(TableException.class);
  private static final int ROWS = 12;

  private TableReaders() {}

  static List<HostileReader> all(Path folder) {
    return List.of(
        new HostileReader(
            "csv", csv(), Kind.TEXT, DOCUMENTED, input -> table(file(folder, "t.csv", input))),
        new HostileReader(
            "csv-for-a-model", List.of(csv().get(2)), Kind.TEXT, DOCUMENTED, forModel(folder)),
        new HostileReader(
            "json", json(), Kind.TEXT, DOCUMENTED, input -> table(file(folder, "t.json", input))),
        new HostileReader(
            "libsvm",
            List.of(text("+1 1:0.5 7:2 # a\n\n-1 2:1e-3 3:-4\n2:1 5:6 9999999:1\n")),
            Kind.TEXT,
            DOCUMENTED,
            input -> table(file(folder, "t.svm", input))),
        new HostileReader(
            "images", List.of(images()), Kind.BINARY, DOCUMENTED, input -> images(folder, input)),
        new HostileReader(
            "image-labels",
            List.of(labels()),
            Kind.BINARY,
            DOCUMENTED,
            input -> labels(folder, input)),
        new HostileReader(
            "gzip",
            List.of(gzip(csv().get(0))),
            Kind.BINARY,
            DOCUMENTED,
            input -> table(file(folder, "t.csv.gz", input))));
  }

  private static Path file(Path folder, String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }

  private static void table(Path file) {
    Table table = Table.read(file);
    table.missing();
    table.columns();
    table.unlabelled();
  }

  private static HostileReader.Reading forModel(Path folder) {
    byte[] rows =
        text("f000,f001,f002,f003,f004,f005\n" + "0.1,0.2,0.3,0.4,0.5,0.6\n".repeat(ROWS));
    VAEModel[] model = new VAEModel[1];
    return input -> {
      if (model[0] == null) {
        model[0] =
            Tiny.trainer()
                .epochs(1)
                .build()
                .fit(Table.read(file(folder, "m.csv", rows)).unlabelled());
      }
      Table.read(file(folder, "n.csv", input), model[0]).unlabelled();
    };
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static List<byte[]> csv() {
    StringBuilder comma = new StringBuilder("id,\"a, b\",c,kind,when,price\n");
    StringBuilder semicolon = new StringBuilder("\uFEFFx;y\r\n");
    StringBuilder known = new StringBuilder("f000,f001,f002,f003,f004,f005,new\n");
    for (int i = 0; i < ROWS; i++) {
      String day = String.format("2024-%02d-%02d", 1 + i % 12, 1 + 2 * i);
      comma.append(i + "," + i * 0.37 + ",\"" + i % 5 + "e-" + i + "\",k" + i % 3 + "," + day);
      comma.append(i % 4 == 0 ? ",\n" : ",\"$" + i + ".50\"\n");
      semicolon.append("." + i * i + ";w" + i % 2 + "\r\n");
      known.append("0.1,0.2,0.3,0.4,0." + i + ",0,x\n");
    }
    return List.of(
        text(comma.toString()),
        text(semicolon.toString()),
        text(known.toString()),
        comma.toString().getBytes(StandardCharsets.UTF_16));
  }

  private static List<byte[]> json() {
    StringBuilder lines = new StringBuilder();
    List<String> objects = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      String object =
          String.format(
              "{\"a\": %d.5, \"b\": {\"c\": \"w%d\", \"d\": null}, \"e\": [1, {\"f\": 2}], \"g%d\": true}",
              i, i % 3, i % 2);
      lines.append(object).append('\n');
      objects.add(object);
    }
    return List.of(text(lines.toString()), text(objects.toString()));
  }

  private static byte[] images() {
    ByteBuffer file = ByteBuffer.allocate(16 + 9 * ROWS).putInt(0x803).putInt(ROWS).putInt(3);
    file.putInt(3);
    for (int i = 0; i < 9 * ROWS; i++) {
      file.put((byte) (i * i));
    }
    return file.array();
  }

  private static byte[] labels() {
    return ByteBuffer.allocate(8 + ROWS).putInt(0x801).putInt(ROWS).array();
  }

  private static void images(Path folder, byte[] input) throws IOException {
    Path labels = file(folder, "labels-idx1-ubyte", labels());
    Path images = file(folder, "images-idx3-ubyte", input);
    Table.read(TableOptions.of(images)).unlabelled();
    Table.read(TableOptions.of(images).withLabels(labels)).labels();
  }

  private static void labels(Path folder, byte[] input) throws IOException {
    Path labels = file(folder, "labels-idx1-ubyte", input);
    Path images = file(folder, "images-idx3-ubyte", images());
    Table.read(TableOptions.of(images).withLabels(labels)).labels();
  }

  private static byte[] gzip(byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
      out.finish();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
