package org.lateo.app;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings that no memory or patience is enough for are refused before anything is built. */
final class LargeSettingsTest {
  @TempDir private Path folder;

  private Ran train(Object... options) throws IOException {
    Object[] all = new Object[options.length + 5];
    all[0] = "train";
    all[1] = "--data";
    all[2] = SmallData.csv(folder);
    all[3] = "--out";
    all[4] = folder.resolve("model");
    System.arraycopy(options, 0, all, 5, options.length);
    return Ran.run(all);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--posterior|planar-flow:steps=1000000000|--posterior: steps: expected at most 1000",
        "--posterior|autoregressive-flow:steps=1001|--posterior: steps: expected at most 1000",
        "--posterior|autoregressive-flow:hidden=2000000000"
            + "|--posterior: hidden: expected at most 100000",
        "--prior|mixture:components=2147483647|--prior: components: expected at most 10000",
        "--prior|vamp:pseudoInputs=2147483647|--prior: pseudoInputs: expected at most 10000",
        "--objective|iwae:samples=2147483647|--objective: samples: expected at most 100000",
        "--objective|elbo:samples=2147483647|--objective: samples: expected at most 100000",
        "--hidden|2147483647|--hidden: expected sizes of at most 100000",
        "--latent|2147483647|--latent: expected at most 4096",
        "--threads|100000|--threads: expected at most 1024"
      })
  void refused(String option, String value, String message) throws IOException {
    train(option, value).refusedAbout("lateo train: " + message + ", found ");
  }

  @Test
  void membersAreRefused() throws IOException {
    train("--task", "anomaly", "--members", Integer.MAX_VALUE)
        .refused("lateo train: --members: expected at most 1000, found 2147483647");
  }

  /** More than help do not start. */
  @Test
  void manyThreads() throws IOException {
    train("--response", "kind", "--threads", 1024, "--epochs", 2, "--hidden", 4, "--latent", 2)
        .ok();
  }

  /** What each setting alone would bear. */
  @Test
  void tooMuchTogether() throws IOException {
    train("--response", "kind", "--quiet", "--hidden", "100000,100000")
        .refusedAbout("lateo train: small.csv: Parameter ");
  }
}
