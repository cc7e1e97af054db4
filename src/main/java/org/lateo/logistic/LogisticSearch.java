package org.lateo.logistic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Chooses kernel, scaling and penalty by the log-loss of held-out rows.
 *
 * @param rows labelled rows
 * @param folds of these rows, at least 2
 * @param mostCentres of a Gaussian kernel
 * @param stop ends the search with the best choice so far
 */
record LogisticSearch(
    LogisticRows rows, StratifiedFolds folds, int mostCentres, BooleanSupplier stop) {
  /** From the strongest penalty down, each a root of ten below the one before. */
  private static final double STRONGEST = 10;

  private static final double WEAKEST = 1e-5;

  /** Where no row can be held out, or nothing was tried. */
  static final LogisticChoice UNTRIED =
      new LogisticChoice(
          Kernel.LINEAR,
          FeatureScale.TOGETHER,
          1,
          0.1,
          new RowLosses(new double[0], new double[0]));

  private static final double[] WIDTHS = {0.25, 1, 4};

  /** Weaker penalties that may do worse in turn before the search ends. */
  private static final int PATIENCE = 2;

  private static final double TOLERANCE = 3e-3;

  /** How many standard errors a later candidate, which can fit more, has to be better by. */
  private static final double ERRORS = 0.5;

  LogisticChoice choose(Set<Kernel> kernels) {
    List<LogisticChoice> tried = new ArrayList<>();
    if (kernels.contains(Kernel.LINEAR)) {
      for (FeatureScale scale : FeatureScale.values()) {
        penalise(new LogisticChoice(Kernel.LINEAR, scale, 1, 0, null)).ifPresent(tried::add);
      }
    }
    if (kernels.contains(Kernel.GAUSSIAN)) {
      List<FeatureScale> scales =
          tried.isEmpty() ? List.of(FeatureScale.values()) : List.of(best(tried).scale());
      for (FeatureScale scale : scales) {
        for (double width : WIDTHS) {
          penalise(new LogisticChoice(Kernel.GAUSSIAN, scale, width, 0, null))
              .ifPresent(tried::add);
        }
      }
    }
    return best(tried);
  }

  private static LogisticChoice best(List<LogisticChoice> tried) {
    LogisticChoice best = tried.isEmpty() ? UNTRIED : tried.get(0);
    for (LogisticChoice other : tried) {
      best = other.losses().isBetterThan(best.losses(), ERRORS) ? other : best;
    }
    return best;
  }

  /** The same with the penalty that does best; empty if none was tried before a stop. */
  private Optional<LogisticChoice> penalise(LogisticChoice of) {
    if (stop.getAsBoolean()) {
      return Optional.empty();
    }
    SparseDesign scaled = rows.design().times(of.factors(rows));
    DesignMatrix design =
        of.kernel() == Kernel.LINEAR
            ? scaled.forProducts()
            : DenseDesign.of(GaussianKernel.of(scaled, mostCentres).factor());
    Fold[] all = new Fold[folds.count()];
    Arrays.setAll(all, fold -> new Fold(design, fold));
    LogisticChoice best = null;
    int worse = 0;
    for (double penalty = STRONGEST; penalty > WEAKEST && worse < PATIENCE; ) {
      RowLosses losses = losses(all, penalty);
      if (stop.getAsBoolean()) {
        return Optional.ofNullable(best); // A stop leaves the last fits unfinished.
      }
      boolean better = best == null || losses.isBetterThan(best.losses(), 0);
      best =
          better ? new LogisticChoice(of.kernel(), of.scale(), of.width(), penalty, losses) : best;
      worse = better ? 0 : worse + 1;
      penalty /= Math.sqrt(10);
    }
    return Optional.of(best);
  }

  private RowLosses losses(Fold[] all, double penalty) {
    double[] losses = new double[rows.labels().length];
    Arrays.fill(losses, Double.NaN);
    for (Fold fold : all) {
      fold.losses(penalty, losses);
    }
    return new RowLosses(losses, rows.weights());
  }

  /** A fold's regression, which goes on from its last penalty's. */
  private final class Fold {
    private final int[] heldOut;
    private final LogisticRows training;
    private final DesignMatrix trainingDesign;
    private final DesignMatrix heldOutDesign;
    private final double[] parameters;
    private final int classes = rows.seen().length;

    Fold(DesignMatrix design, int fold) {
      heldOut = folds.heldOut(fold);
      heldOutDesign = design.of(heldOut);
      training = rows.of(folds.training(fold));
      trainingDesign = design.of(folds.training(fold));
      parameters = new double[(design.columns() + 1) * classes];
    }

    void losses(double penalty, double[] into) {
      LBFGS.minimise(
          new LogisticLoss(trainingDesign, training.labels(), training.weights(), classes, penalty),
          parameters,
          TOLERANCE,
          LBFGS.MOST_STEPS,
          stop);
      LogisticLoss.logProbabilities(
          heldOutDesign,
          parameters,
          classes,
          (i, logs) -> into[heldOut[i]] = -logs[rows.labels()[heldOut[i]]]);
    }
  }
}
