package org.lateo.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AdamTest {
  /** Written by torch_adam.py beside it, with PyTorch 1.13; gradients are that script's. */
  private static final Path REFERENCE = Path.of("src", "test", "python", "torch_adam.txt");

  private static final float[][] GRADIENTS = {
    {0.25f, 1e-8f, 0f},
    {-0.5f, -2e-8f, 0f},
    {0.125f, 0.001f, 100f},
    {1.5f, 0f, -3f},
    {-0.75f, -0.25f, 0.5f}
  };

  @Test
  void agreesWithPyTorch() throws IOException {
    List<String> lines = Files.readAllLines(REFERENCE);
    float[] parameters = numbers(lines.get(1));
    Optimiser.Run adam = new Adam(0.01).start(3);
    for (int step = 0; step < GRADIENTS.length; step++) {
      adam.beginStep(1);
      adam.update(parameters, GRADIENTS[step], 0, 3);
      float[] expected = numbers(lines.get(step + 2));
      for (int i = 0; i < 3; i++) {
        // PyTorch rounds in another order: a unit in the last place a step.
        assertEquals(expected[i], parameters[i], (step + 1) * Math.ulp(expected[i]));
      }
    }
  }

  /** A line is the step and the parameters after it. */
  private static float[] numbers(String line) {
    String[] fields = line.split(" ", -1);
    float[] numbers = new float[fields.length - 1];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Float.parseFloat(fields[i + 1]);
    }
    return numbers;
  }

  /** The first step is the learning rate, whatever the gradient's size. */
  @Test
  void isScaleFree() {
    for (float gradient : new float[] {1e-4f, 1f, -1e6f}) {
      float[] parameter = {0f};
      Optimiser.Run adam = new Adam(0.5).start(1);
      adam.beginStep(1);
      adam.update(parameter, new float[] {gradient}, 0, 1);
      assertEquals(-0.5f * Math.signum(gradient), parameter[0], 1e-4f);
    }
  }
}
