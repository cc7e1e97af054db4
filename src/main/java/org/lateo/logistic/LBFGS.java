package org.lateo.logistic;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;

/**
 * Minimises a smooth convex function by its gradients, with the curvature of the last steps.
 *
 * <p>See:
 *
 * <pre>
 * Nocedal J, Wright SJ.
 * "Numerical Optimization", 2nd edition, algorithms 3.1 and 7.4
 * Springer 2006.
 * </pre>
 */
final class LBFGS {
  /** Steps whose curvature is kept. */
  private static final int MEMORY = 10;

  /** The most steps that are taken where time does not matter. */
  static final int MOST_STEPS = 1000;

  private static final int MOST_HALVINGS = 40;

  /** The share of the decrease promised by the slope that a step must bring. */
  private static final double ENOUGH = 1e-4;

  /** Curvature below this share of the lengths is rounding. */
  private static final double LEAST_CURVATURE = 1e-12;

  /** A function of numbers. */
  interface Objective {
    /** How many numbers. */
    int size();

    /** The value at a point; writes the gradient there. */
    double evaluate(double[] point, double[] gradient);
  }

  /** A step, the change of the gradient over it, and one over their product. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Step(double[] step, double[] change, double inverse) {}

  private LBFGS() {}

  /**
   * Moves a point, in place, to where the gradient is shorter than a share of its length at zero.
   *
   * @param most the most steps, 1 or more
   * @param stop ends after the first step for which it is true
   * @return the number of steps
   */
  static int minimise(
      Objective of, double[] point, double tolerance, int most, BooleanSupplier stop) {
    double[] gradient = new double[of.size()];
    of.evaluate(new double[of.size()], gradient);
    double enough = tolerance * Math.sqrt(InnerProduct.of(gradient, gradient));
    double value = of.evaluate(point, gradient);
    Deque<Step> steps = new ArrayDeque<>();
    double[] next = new double[point.length];
    double[] nextGradient = new double[point.length];
    int taken = 0;
    for (; taken < most && Math.sqrt(InnerProduct.of(gradient, gradient)) > enough; taken++) {
      if (taken > 0 && stop.getAsBoolean()) {
        return taken;
      }
      double[] direction = direction(gradient, steps);
      double slope = InnerProduct.of(gradient, direction);
      double length = steps.isEmpty() ? 1 / Math.sqrt(InnerProduct.of(gradient, gradient)) : 1;
      double found = Double.POSITIVE_INFINITY;
      for (int h = 0; h < MOST_HALVINGS && !(found <= value + ENOUGH * length * slope); h++) {
        length = h == 0 ? length : length / 2;
        for (int i = 0; i < next.length; i++) {
          next[i] = point[i] + length * direction[i];
        }
        found = of.evaluate(next, nextGradient);
      }
      if (!(found < value)) {
        return taken; // Rounding leaves no decrease.
      }
      remember(steps, point, next, gradient, nextGradient);
      System.arraycopy(next, 0, point, 0, point.length);
      System.arraycopy(nextGradient, 0, gradient, 0, point.length);
      value = found;
    }
    return taken;
  }

  private static void remember(
      Deque<Step> steps, double[] from, double[] to, double[] before, double[] after) {
    double[] step = difference(to, from);
    double[] change = difference(after, before);
    double curvature = InnerProduct.of(step, change);
    if (curvature
        > LEAST_CURVATURE
            * Math.sqrt(InnerProduct.of(step, step) * InnerProduct.of(change, change))) {
      steps.addLast(new Step(step, change, 1 / curvature));
      if (steps.size() > MEMORY) {
        steps.removeFirst();
      }
    }
  }

  /** Minus the gradient times the inverse of the curvature, as the steps tell it. */
  private static double[] direction(double[] gradient, Deque<Step> steps) {
    double[] q = gradient.clone();
    double[] shares = new double[steps.size()];
    int i = steps.size();
    for (Step s : (Iterable<Step>) steps::descendingIterator) {
      shares[--i] = s.inverse * InnerProduct.of(s.step, q);
      add(-shares[i], s.change, q);
    }
    Step last = steps.peekLast();
    double scale =
        last == null ? 1 : 1 / (last.inverse * InnerProduct.of(last.change, last.change));
    for (int k = 0; k < q.length; k++) {
      q[k] *= -scale;
    }
    for (Step s : steps) {
      add(-shares[i++] - s.inverse * InnerProduct.of(s.change, q), s.step, q);
    }
    return q;
  }

  private static double[] difference(double[] a, double[] b) {
    double[] difference = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      difference[i] = a[i] - b[i];
    }
    return difference;
  }

  private static void add(double factor, double[] x, double[] to) {
    for (int i = 0; i < x.length; i++) {
      to[i] += factor * x[i];
    }
  }
}
