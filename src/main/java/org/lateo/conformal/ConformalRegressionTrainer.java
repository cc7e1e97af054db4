package org.lateo.conformal;

import com.oracle.labs.mlrg.olcut.config.Config;
import java.util.List;
import org.lateo.rows.FiniteRows;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.OutputInfo;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.regression.Regressor;

/** Trains regressions with intervals that hold a promised share of fresh targets. */
public final class ConformalRegressionTrainer
    extends ConformalTrainer<Regressor, ConformalRegressionModel> {
  @Config(
      description =
          "What is ranked: ABSOLUTE distances from predictions, or NORMALISED ones, in predicted"
              + " standard deviations.")
  ResidualScore score = ResidualScore.ABSOLUTE;

  /** Every field at its default; for OLCUT too. */
  public ConformalRegressionTrainer() {}

  /** A trainer set field by field. */
  public static ConformalRegressionTrainerBuilder builder() {
    return new ConformalRegressionTrainerBuilder();
  }

  @Override
  Class<Regressor> output() {
    return Regressor.class;
  }

  @Override
  Class<ConformalRegressionModel> kind() {
    return ConformalRegressionModel.class;
  }

  @Override
  void requireOutputs(OutputInfo<Regressor> known, Dataset<Regressor> examples, int... rows) {
    ConformalRegressionModel.requireTargets(known, examples, rows);
  }

  /** Of all rows, since a trainer would name a row by its place among those that train. */
  @Override
  void requireTraining(
      OutputInfo<Regressor> trained, Dataset<Regressor> examples, int... calibrating) {
    int[] all = KnownOutputs.numbers(examples);
    ConformalRegressionModel.requireTargets(trained, examples, all);
    for (int r : all) {
      FiniteRows.requireTarget(examples.getExample(r).getOutput(), r);
    }
  }

  @Override
  ConformalRegressionModel calibrated(
      Model<Regressor> model, List<Example<Regressor>> rows, ModelProvenance provenance) {
    return ConformalRegressionModel.of(model, rows, coverage, score, provenance);
  }

  @Override
  public String toString() {
    return String.format(
        "ConformalRegressionTrainer(innerTrainer=%s,coverage=%s,score=%s)",
        innerTrainer, coverage, score);
  }
}
