package org.lateo.logistic;

import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.lateo.graph.ParameterLayout;
import org.lateo.likelihood.MissingColumns;
import org.lateo.likelihood.Origin;
import org.lateo.likelihood.Scaling;
import org.lateo.model.Definition;

/**
 * Fits a chosen logistic regression to all rows, and makes a definition of it.
 *
 * @param mostCentres of a Gaussian kernel
 * @param tolerance see {@link LBFGS#minimise}, also for the next two
 * @param seed the definition's
 */
record LogisticFit(
    LogisticRows rows,
    LogisticChoice choice,
    int mostCentres,
    double tolerance,
    int mostSteps,
    BooleanSupplier stop,
    long seed) {
  /** The score of classes without a row, whose probability it makes 0. */
  private static final float NEVER = -1e4f;

  /** The scale of columns whose factor is 0: what floats hold becomes as good as nothing. */
  private static final double IGNORED = 1e30;

  /** Rows are read as their non-zeros if these are a smaller share of all values. */
  private static final double SPARSE_BELOW = 0.1;

  Definition<KernelLogisticArchitecture> definition() {
    double[] factors = choice.factors(rows);
    SparseDesign scaled = rows.design().times(factors);
    return choice.kernel() == Kernel.LINEAR
        ? linear(scaled, factors)
        : gaussian(GaussianKernel.of(scaled, mostCentres), scaled, factors);
  }

  private double[] minimum(DesignMatrix design) {
    int classes = rows.seen().length;
    double[] parameters = new double[(design.columns() + 1) * classes];
    LBFGS.minimise(
        new LogisticLoss(design, rows.labels(), rows.weights(), classes, choice.penalty()),
        parameters,
        tolerance,
        mostSteps,
        stop);
    return parameters;
  }

  private Definition<KernelLogisticArchitecture> linear(SparseDesign design, double[] factors) {
    int classes = rows.seen().length;
    double[] found = minimum(design.forProducts());
    if (rows.density() >= SPARSE_BELOW || !rows.origin().isNone()) {
      return define(0, scaling(factors), false, new float[0], new float[0], found);
    }
    double[] unscaled = found.clone();
    double[] offsets = LogisticLoss.offsets(design.centre(), found, classes);
    for (int i = 0; i < factors.length * classes; i++) {
      unscaled[i] *= factors[i / classes];
    }
    System.arraycopy(offsets, 0, unscaled, factors.length * classes, classes);
    return define(0, Scaling.none(factors.length), true, new float[0], new float[0], unscaled);
  }

  /** Centred, and times the factors. */
  private Scaling scaling(double[] factors) {
    return new Scaling(
        rows.design().centre(),
        Arrays.stream(factors).map(f -> f == 0 ? IGNORED : 1 / f).toArray());
  }

  private Definition<KernelLogisticArchitecture> gaussian(
      GaussianKernel kernel, SparseDesign scaled, double[] factors) {
    int classes = rows.seen().length;
    DesignMatrix design = DenseDesign.of(kernel.factor());
    double[] found = minimum(design);
    double[] offsets = LogisticLoss.offsets(design.centre(), found, classes);
    double[] logits = Arrays.copyOf(kernel.ofValues(found, classes), found.length);
    System.arraycopy(offsets, 0, logits, found.length - classes, classes);
    int count = kernel.centres().length;
    float[] twice = new float[factors.length * count];
    float[] squares = new float[count];
    for (int j = 0; j < count; j++) {
      double[] centre = new double[factors.length];
      scaled.scatter(kernel.centres()[j], true, centre);
      double square = 0;
      for (int c = 0; c < centre.length; c++) {
        double x = factors[c] == 0 ? 0 : centre[c] - scaled.centre()[c];
        square += x * x;
        twice[c * count + j] = (float) (2 * x);
      }
      squares[j] = (float) -square;
    }
    return define(count, scaling(factors), false, twice, squares, logits);
  }

  /**
   * @param logits weights and then biases of the classes that have rows
   */
  private Definition<KernelLogisticArchitecture> define(
      int centres,
      Scaling scaling,
      boolean sparse,
      float[] twiceCentres,
      float[] minusSquares,
      double[] logits) {
    int classes = rows.outputs().size();
    int seen = rows.seen().length;
    float[] all = new float[logits.length / seen * classes];
    Arrays.fill(all, all.length - classes, all.length, NEVER);
    for (int i = 0; i < logits.length; i++) {
      all[i / seen * classes + rows.seen()[i % seen]] = (float) logits[i];
    }
    Definition<KernelLogisticArchitecture> empty =
        new Definition<>(
            new KernelLogisticArchitecture(classes, centres),
            scaling,
            sparse,
            MissingColumns.none(scaling.columns()),
            sparse ? Origin.none(scaling.columns()) : rows.origin(),
            new float[0],
            seed);
    ParameterLayout layout = empty.connect(KernelLogistic.class).layout();
    float[][] weights = {
      Arrays.copyOf(all, all.length - classes),
      Arrays.copyOfRange(all, all.length - classes, all.length)
    };
    float[][] values =
        centres == 0 ? weights : new float[][] {twiceCentres, minusSquares, weights[0], weights[1]};
    return empty.with(layout.flat(values));
  }
}
