package org.lateo.logistic;

import java.util.EnumSet;
import org.lateo.CountedTrainer;

/** Sets the fields of a {@link KernelLogisticTrainer}. */
public final class KernelLogisticTrainerBuilder
    extends CountedTrainer.Builder<KernelLogisticTrainer, KernelLogisticTrainerBuilder> {
  KernelLogisticTrainerBuilder() {
    super(KernelLogisticTrainer::new);
  }

  /** The kernels that are tried. */
  public KernelLogisticTrainerBuilder kernels(Kernel first, Kernel... more) {
    EnumSet<Kernel> all = EnumSet.of(first, more);
    return set(trainer -> trainer.kernels = all);
  }

  /** Folds of the cross-validation, 2 or more. */
  public KernelLogisticTrainerBuilder folds(int count) {
    return set(trainer -> trainer.folds = count);
  }

  /** The most centres of a Gaussian kernel, at least 1. */
  public KernelLogisticTrainerBuilder mostCentres(int count) {
    return set(trainer -> trainer.mostCentres = count);
  }

  /** The most rows of the cross-validation. */
  public KernelLogisticTrainerBuilder mostRowsHeldOut(int count) {
    return set(trainer -> trainer.mostRowsHeldOut = count);
  }

  /** Seed by which rows are dealt to folds. */
  public KernelLogisticTrainerBuilder seed(long seed) {
    return set(trainer -> trainer.seed = seed);
  }
}
