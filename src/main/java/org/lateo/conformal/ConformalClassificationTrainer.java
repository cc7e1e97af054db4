package org.lateo.conformal;

import com.oracle.labs.mlrg.olcut.config.Config;
import java.util.List;
import java.util.Set;
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
  void requireTraining(OutputInfo<Label> trained, Dataset<Label> examples, int... calibrating) {
    Set<String> labels = ConformalClassificationModel.names(trained);
    for (int r : calibrating) {
      String label = examples.getExample(r).getOutput().getLabel();
      if (!labels.contains(label)) {
        throw new IllegalArgumentException(
            String.format(
                "Expected a row of label %s to train on, found all %d in the draw of calibration rows,"
                    + " such as row %d (from 0); calibrate with a smaller share, draw by another seed,"
                    + " or leave the label out",
                label, rowsOf(label, examples), r));
      }
    }
  }

  private static long rowsOf(String label, Dataset<Label> examples) {
    return examples.getData().stream()
        .filter(row -> row.getOutput().getLabel().equals(label))
        .count();
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
