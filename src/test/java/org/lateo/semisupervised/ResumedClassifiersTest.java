package org.lateo.semisupervised;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.function.IntFunction;
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

  private static VAETrainer small(int threads) {
    return VAETrainer.builder()
        .hidden(8)
        .latent(2)
        .epochs(3)
        .batchSize(50)
        .threads(threads)
        .build();
  }

  private static FewLabelsTrainerBuilder fewLabels(int threads) {
    return FewLabelsTrainer.builder(small(threads))
        .m2(SemiSupervisedVAETrainer.builder(small(threads)))
        .m2OfCodes(SemiSupervisedVAETrainer.builder(small(threads)))
        .folds(2);
  }

  /** Each time by a new trainer, as in another process. */
  private void assertExact(IntFunction<SemiSupervisedTrainer<Label>> trainer) {
    Resumption.assertExact(
        (listener, threads) -> trainer.apply(threads).train(FEW, listener), FEW, folder);
  }

  @Test
  void m2() {
    assertExact(threads -> SemiSupervisedVAETrainer.builder(small(threads)).build());
  }

  @Test
  void m1() {
    assertExact(
        threads ->
            LatentFeatureTrainer.builder(small(threads), KernelLogisticTrainer.builder().build())
                .build());
  }

  @ParameterizedTest
  @EnumSource(
      value = FewLabelsMethod.class,
      names = {"M1M2", "SPREAD"})
  void oneMethod(FewLabelsMethod method) {
    assertExact(threads -> fewLabels(threads).methods(EnumSet.of(method)).build());
  }

  @Test
  void theComparisonOfMethods() {
    assertExact(threads -> fewLabels(threads).build());
  }
}
