package org.lateo.app.score;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lateo.bayes.BayesianRegressionModel;
import org.lateo.bayes.UncertainPrediction;
import org.lateo.conformal.ConformalRegressionModel;
import org.lateo.conformal.Interval;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.regression.Regressor;

/**
 * The columns of what a model predicts of numbers: of each dimension the number; its standard
 * deviation if the model tells a variance; and of a network with Bayesian weights the standard
 * deviations that its weights and the noise have by themselves, and two quantiles; of a model with
 * intervals of a promised coverage their ends.
 */
abstract class NumberColumns implements PredictionColumns<Regressor> {
  private static final double[] PROBABILITIES = {0.05, 0.95};

  private final Model<Regressor> model;

  private NumberColumns(Model<Regressor> model) {
    this.model = model;
  }

  /** The columns of a model. */
  static NumberColumns of(Model<Regressor> model) {
    if (model instanceof ConformalRegressionModel conformal) {
      return new Promised(conformal);
    }
    return model instanceof BayesianRegressionModel bayesian
        ? new Uncertain(bayesian)
        : new Plain(model);
  }

  @Override
  public final Model<Regressor> model() {
    return model;
  }

  private static String cell(double value) {
    return Double.toString(value);
  }

  /** Of any of Tribuo's models. */
  private static final class Plain extends NumberColumns {
    Plain(Model<Regressor> model) {
      super(model);
    }

    @Override
    public List<String> names(Example<Regressor> first) {
      List<String> names = new ArrayList<>();
      for (Regressor.DimensionTuple dimension : model().predict(first).getOutput()) {
        names.add(dimension.getName());
        if (hasVariance(dimension)) {
          names.add("sd(" + dimension.getName() + ")");
        }
      }
      return names;
    }

    private static boolean hasVariance(Regressor.DimensionTuple dimension) {
      return !Double.isNaN(dimension.getVariance());
    }

    @Override
    public List<List<String>> cells(List<Example<Regressor>> rows) {
      return model().predict(rows).stream().map(Prediction::getOutput).map(Plain::line).toList();
    }

    private static List<String> line(Regressor output) {
      List<String> cells = new ArrayList<>();
      for (Regressor.DimensionTuple dimension : output) {
        cells.add(cell(dimension.getValue()));
        if (hasVariance(dimension)) {
          cells.add(cell(Math.sqrt(dimension.getVariance())));
        }
      }
      return cells;
    }
  }

  /**
   * Of a model with intervals of a promised coverage: the columns of the model inside, and they.
   */
  private static final class Promised extends NumberColumns {
    private final ConformalRegressionModel conformal;
    private final NumberColumns inside;

    Promised(ConformalRegressionModel conformal) {
      super(conformal);
      this.conformal = conformal;
      this.inside = of(conformal.model());
    }

    @Override
    public List<String> names(Example<Regressor> first) {
      List<String> names = new ArrayList<>(inside.names(first));
      for (String name : conformal.intervals(first).keySet()) {
        names.add("low(" + name + ")");
        names.add("high(" + name + ")");
      }
      return names;
    }

    @Override
    public List<List<String>> cells(List<Example<Regressor>> rows) {
      List<List<String>> cells = inside.cells(rows);
      List<SortedMap<String, Interval>> intervals = conformal.intervals(rows, conformal.coverage());
      return IntStream.range(0, rows.size())
          .mapToObj(r -> Stream.concat(cells.get(r).stream(), ends(intervals.get(r))).toList())
          .toList();
    }

    private static Stream<String> ends(SortedMap<String, Interval> row) {
      return row.values().stream().flatMap(i -> Stream.of(cell(i.lower()), cell(i.upper())));
    }
  }

  /** Of a network with Bayesian weights. */
  private static final class Uncertain extends NumberColumns {
    private final BayesianRegressionModel network;

    Uncertain(BayesianRegressionModel network) {
      super(network);
      this.network = network;
    }

    @Override
    public List<String> names(Example<Regressor> first) {
      List<String> names = new ArrayList<>();
      for (String name : network.explain(first).names()) {
        names.add(name);
        names.add("sd(" + name + ")");
        names.add("epistemic_sd(" + name + ")");
        names.add("aleatoric_sd(" + name + ")");
        for (double probability : PROBABILITIES) {
          names.add("q" + probability + "(" + name + ")");
        }
      }
      return names;
    }

    @Override
    public List<List<String>> cells(List<Example<Regressor>> rows) {
      return network.explain(rows).stream().map(Uncertain::line).toList();
    }

    private static List<String> line(UncertainPrediction row) {
      List<double[]> columns = new ArrayList<>(List.of(row.mean()));
      columns.add(roots(row.variance()));
      columns.add(roots(row.epistemic()));
      columns.add(roots(row.aleatoric()));
      for (double probability : PROBABILITIES) {
        columns.add(row.quantile(probability));
      }
      return IntStream.range(0, row.names().size())
          .boxed()
          .flatMap(k -> columns.stream().map(column -> cell(column[k])))
          .toList();
    }

    private static double[] roots(double... variances) {
      return Arrays.stream(variances).map(Math::sqrt).toArray();
    }
  }
}
