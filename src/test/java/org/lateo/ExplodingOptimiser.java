package org.lateo;

import java.util.Arrays;
import org.lateo.train.Adam;
import org.lateo.train.Optimiser;

/** Adam, but after so many steps every parameter is this large. */
public record ExplodingOptimiser(int steps, float large) implements Optimiser {
  @Override
  public Run start(int size) {
    Run adam = new Adam().start(size);
    return new Run() {
      private int step;

      @Override
      public void beginStep(double rateFactor) {
        step++;
        adam.beginStep(rateFactor);
      }

      @Override
      public void update(float[] parameters, float[] gradient, int from, int to) {
        adam.update(parameters, gradient, from, to);
        if (step == steps) {
          Arrays.fill(parameters, from, to, large);
        }
      }
    };
  }
}
