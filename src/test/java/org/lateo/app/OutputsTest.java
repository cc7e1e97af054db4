package org.lateo.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No verb writes over what it reads, whatever leads there, or over what is no file. */
final class OutputsTest {
  @TempDir private static Path folder;
  private static Path csv;
  private static Path model;
  private static Path gaps;

  @TempDir private Path target;

  @BeforeAll
  static void train() throws IOException {
    csv = SmallData.csv(folder);
    model = folder.resolve("model");
    gaps = folder.resolve("gaps");
    Ran.run(arguments("train", csv, model)).ok();
    Path file = Files.writeString(folder.resolve("gaps.csv"), "a,b,c\n1,2,3\n1,,3\n2,1,0\n3,4,\n");
    Ran.run("train", "--data", file, "--out", gaps, "--missing", ".*", "--epochs", 1).ok();
  }

  private static Object[] arguments(String verb, Path data, Path out) {
    List<Object> all = new ArrayList<>(List.of(verb, "--out", out));
    if (!verb.equals("export")) {
      all.addAll(List.of("--data", data, "--response", "kind"));
    }
    if (verb.equals("train")) {
      all.addAll(List.of("--epochs", 1, "--hidden", 4, "--latent", 2));
    } else {
      all.addAll(List.of("--model", verb.equals("impute") ? gaps : model));
    }
    if (verb.equals("export")) {
      all.addAll(List.of("--head", "encoder"));
    }
    return all.toArray();
  }

  private List<Path> ways(Path file) throws IOException {
    Path link = target.resolve(file.getFileName() + ".link");
    Path hard = target.resolve(file.getFileName() + ".hard");
    Files.createSymbolicLink(link, file);
    Files.createLink(hard, file);
    return List.of(file, link, hard, file.getParent().resolve("./" + file.getFileName()));
  }

  @Test
  void inputsAreRefused() throws IOException {
    byte[] rows = Files.readAllBytes(csv);
    for (Path way : ways(csv)) {
      for (String verb : List.of("train", "encode", "score", "impute")) {
        Ran.run(arguments(verb, csv, way))
            .refused(
                "lateo "
                    + verb
                    + ": "
                    + way
                    + ": expected a file of its own to write, found that"
                    + " of --data");
      }
    }
    assertArrayEquals(rows, Files.readAllBytes(csv));
    byte[] stored = Files.readAllBytes(model);
    for (Path way : ways(model)) {
      for (String verb : List.of("encode", "score", "export")) {
        Ran.run(arguments(verb, csv, way))
            .refused(
                "lateo "
                    + verb
                    + ": "
                    + way
                    + ": expected a file of its own to write, found that"
                    + " of --model");
      }
    }
    assertArrayEquals(stored, Files.readAllBytes(model));
  }

  @Test
  void otherFilesOfAVerbAreRefusedToo() throws IOException {
    Path images = SmallData.images(target);
    Path labels = SmallData.labels(target);
    Ran.run("train", "--data", images, "--labels", labels, "--out", labels, "--epochs", 1)
        .refusedAbout("lateo train: " + labels + ": expected a file of its own to write, found");
    Path pages = Files.createDirectory(target.resolve("pages"));
    Path page = Files.copy(csv, pages.resolve("report.html"));
    Ran.run("train", "--data", page, "--out", target.resolve("m"), "--report", pages)
        .refused(
            "lateo train: " + page + ": expected a file of its own to write, found that of --data");
    Ran.run("train", "--data", csv, "--response", "kind", "--out", page, "--report", pages)
        .refused(
            "lateo train: " + page + ": expected a file of its own to write, found that of --out");
    Path side = Files.copy(model, target.resolve("x.onnx.data"));
    Path onnx = target.resolve("x.onnx");
    Ran.run("export", "--model", side, "--head", "encoder", "--out", onnx)
        .refused(
            "lateo export: "
                + side
                + ": expected a file of its own to write, found that of"
                + " --model");
    assertFalse(Files.exists(onnx));
  }

  @Test
  void theDemoKeepsItsData() throws IOException {
    Path data = Files.createDirectory(target.resolve("data"));
    Path labels = Files.writeString(data.resolve("digits-train-labels-idx1-ubyte.gz"), "kept");
    Path page = Files.createSymbolicLink(target.resolve("demo.html"), labels);
    Ran.run("demo", "--data", data, "--out", target)
        .refused(
            "lateo demo: "
                + page
                + ": expected a file of its own to write, found that of --data,"
                + " digits-train-labels-idx1-ubyte.gz");
    assertEquals("kept", Files.readString(labels));
  }

  @Test
  void devicesAreRefused() {
    Path device = Path.of("/dev/stdout");
    assumeTrue(Files.exists(device));
    for (String verb : List.of("train", "encode", "score", "impute", "export")) {
      Ran.run(arguments(verb, csv, device))
          .refused(
              "lateo "
                  + verb
                  + ": /dev/stdout: expected a file to write, found a folder or device");
    }
  }

  @Test
  void linksAreWrittenThrough() throws IOException {
    Path there = target.resolve("there");
    Path link = Files.createSymbolicLink(target.resolve("link"), there);
    for (String verb : List.of("encode", "score", "export", "train")) {
      Files.deleteIfExists(there);
      Ran.run(arguments(verb, csv, link)).ok();
      assertTrue(Files.isSymbolicLink(link) && Files.size(there) > 0, verb);
    }
  }

  /** Standard output that takes nothing. */
  private static final class Full extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      throw new IOException("No space left on device");
    }
  }

  @Test
  void standardOutputThatFailsIsSaid() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    String[] arguments = {
      "evaluate", "--model", model.toString(), "--data", csv.toString(), "--response", "kind"
    };
    for (String more : List.of("--json", "--help", "--seed=1")) {
      err.reset();
      String[] all = Arrays.copyOf(arguments, arguments.length + 1);
      all[arguments.length] = more;
      int code =
          Main.run(
              new PrintStream(new Full(), false, StandardCharsets.UTF_8),
              new PrintStream(err, true, StandardCharsets.UTF_8),
              all);
      assertEquals(2, code);
      assertEquals(
          "lateo: standard output cannot be written", err.toString(StandardCharsets.UTF_8).strip());
    }
  }
}
