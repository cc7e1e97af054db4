package org.lateo.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BenchCommandTest {
  @TempDir private Path folder;

  @Test
  void measuresRandomRows() {
    Ran ran =
        Ran.run(
            "bench",
            "--random",
            50,
            "--rows",
            40,
            "--hidden",
            8,
            "--latent",
            2,
            "--epochs",
            4,
            "--json");
    JsonNode json = ran.ok().json();
    assertTrue(json.get("seconds_per_epoch").asDouble() > 0);
    assertTrue(json.get("elbo").asDouble() < -300);
    assertEquals(40, json.get("rows").asInt());
    assertTrue(json.get("seconds_to_rows").asDouble() > 0);
    assertTrue(json.get("seconds_first_epoch").asDouble() > 0);
  }

  @Test
  void measuresFilesAndSingleEpochs() {
    JsonNode json =
        Ran.run("bench", "--data", SmallData.images(folder), "--hidden", 8, "--epochs", 1, "--json")
            .ok()
            .json();
    assertEquals(SmallData.ROWS, json.get("rows").asInt());
  }

  @Test
  void saysHowLongItTook() {
    String said =
        Ran.run("bench", "--random", 20, "--hidden", 8, "--epochs", 1, "--threads", 1).ok().out();
    String seconds = "[0-9]+\\.[0-9]{4} s";
    assertTrue(
        said.matches(
            "%s an epoch of 20 rows, ELBO -[0-9.]+\\R%s from examples to rows, %s the first epoch\\R"
                .formatted(seconds, seconds, seconds)),
        said);
  }

  @Test
  void needsOneSource() {
    Ran.run("bench")
        .refused(
            "lateo bench: Error: Missing required argument (specify one of these): (--data=FILE |"
                + " --random=N); see lateo bench --help");
    Ran.run("bench", "--random", 0).refused("lateo bench: --random: expected at least 1, found 0");
  }
}
