package org.lateo.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lateo.VAEModel;
import org.tribuo.Model;

/** {@code train --from}: a model goes on from another. */
final class FurtherTrainingCommandTest {
  @TempDir private Path folder;
  private Path csv;
  private Path first;
  private Path out;

  @BeforeEach
  void write() {
    csv = SmallData.csv(folder);
    first = folder.resolve("first");
    out = folder.resolve("model");
    train("--out", first, "--hidden", 8, "--latent", 2, "--epochs", 3).ok();
  }

  private Ran train(Object... more) {
    List<Object> arguments = new ArrayList<>(List.of("train", "--data", csv, "--response", "kind"));
    arguments.addAll(List.of(more));
    return Ran.run(arguments.toArray());
  }

  private Ran further(Object... more) {
    List<Object> arguments = new ArrayList<>(List.of("--from", first, "--out", out));
    arguments.addAll(List.of(more));
    return train(arguments.toArray());
  }

  private static VAEModel read(Path file) throws IOException {
    return (VAEModel) Model.deserializeFromFile(file);
  }

  @Test
  void aModelIsTrainedFurther() throws IOException {
    double before = elbo(first);
    Path pages = folder.resolve("pages");
    further("--epochs", 50, "--batch", 20, "--report", pages).ok();
    String page = Files.readString(pages.resolve("report.html"));
    assertTrue(page.contains("--from " + first), "the command");
    assertFalse(page.contains("VAETrainer.builder("), "Java, which would begin anew");
    assertTrue(elbo(out) > before, elbo(out) + " after " + before);
    assertEquals(read(first).definition().scaling(), read(out).definition().scaling());
    assertEquals(2, read(out).latent());
  }

  private double elbo(Path model) {
    return Ran.run("evaluate", "--data", csv, "--model", model, "--samples", 2, "--json")
        .ok()
        .json()
        .get("elbo")
        .asDouble();
  }

  /** Of a model that goes on from another, the command line reads columns as of any. */
  @Test
  void itGoesOnAgainAndAgain() throws IOException {
    further("--epochs", 2).ok();
    Path third = folder.resolve("third");
    train("--from", out, "--out", third, "--epochs", 1).ok();
    Path codes = folder.resolve("codes.csv");
    Ran.run("encode", "--data", csv, "--model", third, "--out", codes).ok();
    assertEquals(1 + SmallData.ROWS, Files.readAllLines(codes).size());
  }

  @Test
  void itIsResumed() throws IOException {
    Path states = folder.resolve("states");
    further("--epochs", 4, "--checkpoint", states).ok();
    VAEModel whole = read(out);
    Ran resumed = further("--epochs", 4, "--resume", states).ok();
    assertTrue(resumed.err().contains("trained before"), resumed.err());
    assertArrayEquals(whole.definition().parameters(), read(out).definition().parameters());
    train("--out", first, "--hidden", 8, "--latent", 2, "--epochs", 2).ok();
    Ran ofAnother = further("--epochs", 4, "--resume", states);
    assertEquals(2, ofAnother.code());
    assertTrue(ofAnother.err().contains("firstParameters: expected "), ofAnother.err());
  }

  @Test
  void whatTheModelHasIsNotAskedForAgain() throws IOException {
    further("--latent", 3, "--hidden", 9)
        .refused(
            "lateo train: --from: expected the model's own shape and columns, found --hidden,"
                + " --latent");
    further("--exclude", "c")
        .refused(
            "lateo train: --from: expected the model's own shape and columns, found options of"
                + " columns");
    further("--task", "anomaly")
        .refused("lateo train: --from goes with --task latent, without --config");
    train("--from", csv, "--out", out).refusedAbout("lateo train: " + csv + ": expected a model");
    train("--from", first, "--out", first)
        .refused(
            "lateo train: "
                + first
                + ": expected a file of its own to write, found that of --from");
    Path other = Files.writeString(folder.resolve("other.csv"), "a,c,d\n1,2,3\n4,5,6\n");
    Ran lacking = Ran.run("train", "--data", other, "--from", first, "--out", out);
    assertEquals(2, lacking.code());
    assertTrue(lacking.err().contains("expected the model's column 'b'"), lacking.err());
    assertFalse(lacking.err().contains("--absent-as-zero"), lacking.err());
    assertTrue(Files.notExists(out));
  }
}
