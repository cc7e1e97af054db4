package org.lateo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lateo.inference.ScoreKind;
import org.lateo.inference.ScoreSplit;
import org.lateo.objective.Reconstruction;
import org.lateo.output.LatentCode;
import org.tribuo.Example;
import org.tribuo.MutableDataset;

/** The lines of Java on the page about plain autoencoders are those that run here. */
final class AutoencoderPageTest {
  private static final Path PAGE = Path.of("src", "site", "markdown", "autoencoder.md");
  private static final Path SOURCE =
      Path.of("src", "test", "java", "org", "lateo", "AutoencoderPageTest.java");

  @Test
  void linesRun() {
    MutableDataset<LatentCode> dataset = Tiny.real(60);
    Example<LatentCode> row = dataset.getExample(0);
    Reconstruction denoising = new Reconstruction().withMasking(0.2);
    VAEModel model = VAETrainer.builder().autoencoder(denoising).latent(8).build().fit(dataset);
    double[] restored = model.reconstruct(row);
    ScoreSplit errors = model.split(ScoreKind.RECONSTRUCTION_ERROR, 1, List.of(row)).get(0);
    assertEquals(restored.length, errors.features().length);
  }

  @Test
  void linesAreThoseOfThePage() throws IOException {
    String page = Files.readString(PAGE);
    int start = page.indexOf("```java") + "```java".length();
    String source = Files.readString(SOURCE);
    page.substring(start, page.indexOf("```", start))
        .lines()
        .filter(line -> !line.isBlank())
        .forEach(line -> assertTrue(source.contains("    " + line + "\n"), line));
  }
}
