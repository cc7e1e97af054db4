package org.lateo.semisupervised;

import java.nio.file.Path;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lateo.Resumption;
import org.lateo.VAETrainer;
import org.lateo.codes.LatentFeatureTrainer;
import org.lateo.codes.SemiSupervisedTrainer;
import org.lateo.logistic.KernelLogisticTrainer;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;

/** Classifiers that were killed are resumed part by part. */
final class ResumedClassifiersTest {
  private static final MutableDataset<Label> FEW = Rows.groups(200, i -> i < 12, 1);

  @TempDir private Path folder;

  private static VAETrainer small() {
    return VAETrainer.builder().hidden(8).latent(2).epochs(3).batchSize(50).threads(1).build();
  }

  private static FewLabelsTrainerBuilder fewLabels() {
    return FewLabelsTrainer.builder(small())
        .m2(SemiSupervisedVAETrainer.builder(small()))
        .m2OfCodes(SemiSupervisedVAETrainer.builder(small()))
        .folds(2);
  }

  private void assertExact(SemiSupervisedTrainer<Label> trainer) {
    Resumption.assertExact(listener -> again(trainer).train(FEW, listener), FEW, folder);
  }

  /** The same invocation each time, as in another process. */
  private static SemiSupervisedTrainer<Label> again(SemiSupervisedTrainer<Label> trainer) {
    trainer.setInvocationCount(0);
    return trainer;
  }

  @Test
  void m2() {
    assertExact(SemiSupervisedVAETrainer.builder(small()).build());
  }

  @Test
  void m1() {
    assertExact(
        LatentFeatureTrainer.builder(small(), KernelLogisticTrainer.builder().build()).build());
  }

  @ParameterizedTest
  @EnumSource(
      value = FewLabelsMethod.class,
      names = {"M1M2", "SPREAD"})
  void oneMethod(FewLabelsMethod method) {
    assertExact(fewLabels().methods(EnumSet.of(method)).build());
  }

  @Test
  void theComparisonOfMethods() {
    assertExact(fewLabels().build());
  }
}
