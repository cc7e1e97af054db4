package org.lateo.conformal;

import com.oracle.labs.mlrg.olcut.config.Config;
import java.util.List;
import java.util.SortedMap;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.OutputInfo;
import org.tribuo.classification.Label;
import org.tribuo.provenance.ModelProvenance;

/** Trains classifiers with sets of labels that hold a promised share of fresh labels. */
public final class ConformalClassificationTrainer
    extends ConformalTrainer<Label, ConformalClassificationModel> {
  @Config(
      description =
          "What is ranked: LAC, a label's probability, which gives the smallest sets; or APS, that of"
              + " all labels at least as probable, which gives hard rows larger ones.")
  LabelScore score = LabelScore.LAC;

  @Config(
      description =
          "Whether the share is promised for each class, of which each then needs enough calibration"
              + " rows, and not only for all rows together.")
  boolean byClass = false;

  /** Every field at its default; for OLCUT too. */
  public ConformalClassificationTrainer() {}

  /** A trainer set field by field. */
  public static ConformalClassificationTrainerBuilder builder() {
    return new ConformalClassificationTrainerBuilder();
  }

  @Override
  Class<Label> output() {
    return Label.class;
  }

  @Override
  Class<ConformalClassificationModel> kind() {
    return ConformalClassificationModel.class;
  }

  @Override
  void requireOutputs(OutputInfo<Label> known, Dataset<Label> examples, int... rows) {
    SortedMap<String, Integer> counts = ConformalClassificationModel.counts(known, examples, rows);
    if (byClass) {
      counts.forEach((label, count) -> ConformalScores.requireRows(coverage, count, label));
    }
  }

  @Override
  ConformalClassificationModel calibrated(
      Model<Label> model, List<Example<Label>> rows, ModelProvenance provenance) {
    return ConformalClassificationModel.of(model, rows, coverage, score, byClass, provenance);
  }

  @Override
  public String toString() {
    return String.format(
        "ConformalClassificationTrainer(innerTrainer=%s,coverage=%s,score=%s,byClass=%s)",
        innerTrainer, coverage, score, byClass);
  }
}
