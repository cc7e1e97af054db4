package org.lateo.train;

import java.util.ArrayList;
import java.util.List;
import org.lateo.graph.GradientSink;
import org.lateo.graph.Parameters;
import org.lateo.graph.Stage;
import org.lateo.graph.Workspace;
import org.lateo.math.FloatMath;

/**
 * Moves the parameters by a gradient: the prior's part is added to each range of the gradient when
 * it is ready, and the optimiser moves these parameters while the range is in cache.
 *
 * <p>With clipping, parameters move only when the whole gradient is ready, since its norm decides
 * how far. Additional stages then sum the gradient's squares, by tiles and then over tiles in their
 * order, and move the parameters. Tiles depend on the number of parameters alone, so the norm does
 * not depend on the number of threads.
 *
 * <p>See:
 *
 * <pre>
 * Pascanu R, Mikolov T, Bengio Y.
 * "On the difficulty of training recurrent neural networks", algorithm 1
 * ICML 2013.
 * </pre>
 */
final class ParameterUpdate implements GradientSink {
  private static final int TILE = 8192;

  private final Parameters parameters;
  private final float[] gradient;
  private final Optimiser.Run optimiser;
  private final WeightAverage average;
  private final WeightPrior prior;
  private final double largestNorm;
  private final double[] squares;
  private double scale;

  /**
   * @param largestNorm the largest norm of the gradient; 0 for no clipping
   */
  ParameterUpdate(
      Parameters parameters,
      Workspace w,
      Optimiser.Run optimiser,
      WeightAverage average,
      WeightPrior prior,
      double largestNorm) {
    this.parameters = parameters;
    this.gradient = w.gradient();
    this.optimiser = optimiser;
    this.average = average;
    this.prior = prior;
    this.largestNorm = largestNorm;
    this.squares = new double[(gradient.length + TILE - 1) / TILE];
  }

  @Override
  public void take(int from, int to) {
    prior.addGradient(parameters.values(), gradient, from, to);
    if (largestNorm == 0) {
      move(from, to);
    }
  }

  private void move(int from, int to) {
    optimiser.update(parameters.values(), gradient, from, to);
    parameters.upload(from, to);
    average.follow(from, to);
  }

  /** The stages that follow when the whole gradient is ready. */
  List<Stage> stages() {
    if (largestNorm == 0) {
      return List.of();
    }
    List<Runnable> sums = new ArrayList<>();
    List<Runnable> moves = new ArrayList<>();
    for (int i = 0; i < squares.length; i++) {
      int tile = i;
      sums.add(() -> squares[tile] = FloatMath.sumOfSquares(gradient, from(tile), to(tile)));
      moves.add(() -> moveClipped(from(tile), to(tile)));
    }
    return List.of(new Stage(sums), Stage.of(this::findScale), new Stage(moves));
  }

  private static int from(int tile) {
    return tile * TILE;
  }

  private int to(int tile) {
    return Math.min(gradient.length, (tile + 1) * TILE);
  }

  /** If the norm is NaN the gradient stays as it is, and the loop finds the parameters spoiled. */
  private void findScale() {
    double sum = 0;
    for (double square : squares) {
      sum += square;
    }
    double norm = Math.sqrt(sum);
    scale = norm > largestNorm ? largestNorm / norm : 1;
  }

  private void moveClipped(int from, int to) {
    if (scale < 1) {
      float factor = (float) scale;
      for (int i = from; i < to; i++) {
        gradient[i] *= factor;
      }
    }
    move(from, to);
  }
}
