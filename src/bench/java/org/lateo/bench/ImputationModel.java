package org.lateo.bench;

import java.util.ArrayList;
import java.util.List;
import org.lateo.VAEModel;
import org.lateo.VAETrainer;
import org.lateo.bench.IncompleteSet.Kind;
import org.lateo.bench.IncompleteSet.Type;
import org.lateo.likelihood.MixedLikelihood;
import org.lateo.output.ImputedRow;
import org.lateo.output.LatentCode;
import org.lateo.output.LatentCodeFactory;
import org.lateo.train.Adam;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.MutableDataset;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/**
 * Fills gaps in by an autoencoder that is trained on what is left of the very rows: numbers are
 * Gaussian, ordinal values levels of a logistic distribution, categories categorical. A row that
 * has lost everything is no example, and gets means and modes.
 */
record ImputationModel(List<Type> types) {
  /** Importance samples a row. */
  private static final int SAMPLES = 500;

  /** The same for all data and masks. */
  private static VAETrainer trainer(String... rules) {
    return VAETrainer.builder()
        .missing(".*")
        .likelihood(new MixedLikelihood(rules))
        .hidden(64)
        .latent(10)
        .optimiser(new Adam(0.002))
        .epochs(100)
        .patience(20)
        .seed(1)
        .build();
  }

  /**
   * @param values {@code [rows][variables]}, NaN for gaps
   * @return the same without gaps
   */
  double[][] impute(double[][] values) {
    double[][] filled = MeanOrMode.impute(types, values);
    MutableDataset<LatentCode> rows = empty();
    List<Integer> numbers = new ArrayList<>();
    for (int r = 0; r < values.length; r++) {
      Example<LatentCode> example = example(values[r]);
      if (example.size() > 0) {
        rows.add(example);
        numbers.add(r);
      }
    }
    VAEModel model = trainer(rules()).fit(rows);
    List<ImputedRow> imputed = model.impute(rows.getData(), SAMPLES);
    for (int i = 0; i < imputed.size(); i++) {
      filled[numbers.get(i)] = values(imputed.get(i));
    }
    return filled;
  }

  private String[] rules() {
    List<String> rules = new ArrayList<>();
    for (int v = 0; v < types.size(); v++) {
      Type type = types.get(v);
      if (type.kind() == Kind.ORDINAL) {
        rules.add(name(v) + "=discretised-logistic:levels=" + type.classes());
      } else if (type.kind().isNumeric()) {
        rules.add(name(v) + "=gaussian");
      }
    }
    return rules.toArray(String[]::new);
  }

  private static String name(int variable) {
    return String.format("v%02d", variable);
  }

  private static MutableDataset<LatentCode> empty() {
    LatentCodeFactory factory = new LatentCodeFactory();
    return new MutableDataset<>(new SimpleDataSourceProvenance("with gaps", factory), factory);
  }

  /** Ordinal values count from 0 here, and categories are columns field@value. */
  private Example<LatentCode> example(double... values) {
    Example<LatentCode> example = new ArrayExample<>(LatentCode.UNKNOWN);
    for (int v = 0; v < values.length; v++) {
      if (!Double.isNaN(values[v])) {
        example.add(
            switch (types.get(v).kind()) {
              case CAT -> new Feature(name(v) + "@" + (int) values[v], 1);
              case ORDINAL -> new Feature(name(v), values[v] - 1);
              default -> new Feature(name(v), values[v]);
            });
      }
    }
    return example;
  }

  private double[] values(ImputedRow row) {
    double[] values = new double[types.size()];
    for (int v = 0; v < values.length; v++) {
      String name = name(v);
      values[v] =
          switch (types.get(v).kind()) {
            case CAT -> row.category(name).map(Double::valueOf).orElse(Double.NaN);
            case ORDINAL -> Math.rint(row.value(name)) + 1;
            default -> row.value(name);
          };
    }
    return values;
  }
}
