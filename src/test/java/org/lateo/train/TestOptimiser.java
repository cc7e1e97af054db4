package org.lateo.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Moves nothing, notes gradients and rate factors, and spoils the first parameter at one step. */
final class TestOptimiser implements Optimiser {
  final List<float[]> gradients = new ArrayList<>();
  final List<Double> rateFactors = new ArrayList<>();
  private final int spoiledStep;
  private final float spoil;

  TestOptimiser() {
    this(0, 0f);
  }

  /** Counts steps from 1. */
  TestOptimiser(int spoiledStep, float spoil) {
    this.spoiledStep = spoiledStep;
    this.spoil = spoil;
  }

  @Override
  public Run start(int size) {
    return new Run() {
      @Override
      public void beginStep(double rateFactor) {
        gradients.add(new float[size]);
        rateFactors.add(rateFactor);
      }

      @Override
      public void update(float[] parameters, float[] gradient, int from, int to) {
        float[] last = gradients.get(gradients.size() - 1);
        System.arraycopy(gradient, from, last, from, to - from);
        if (from == 0 && gradients.size() == spoiledStep) {
          Arrays.fill(parameters, 0, Math.min(to, 10), spoil);
        }
      }
    };
  }
}
