package org.lateo.likelihood;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lateo.likelihood.Likelihood.ColumnGroup;
import org.lateo.math.RandomStream;

/** Every likelihood with each of its settings, for the tests of other packages too. */
public final class LikelihoodMembers {
  private LikelihoodMembers() {}

  /**
   * All of them; the mixed ones have chosen for so many columns, the first of them a field, a
   * column of 0 and 1, a number, a positive number and a count.
   */
  public static List<Likelihood> all(int columns) {
    List<Likelihood> all = new ArrayList<>();
    all.add(new Bernoulli());
    all.add(new Multinomial());
    for (Gaussian.Variance variance : Gaussian.Variance.values()) {
      all.add(new Gaussian(variance, variance == Gaussian.Variance.FIXED ? 0.5 : 1));
      all.add(new LogNormal(variance));
    }
    all.add(new Poisson());
    all.add(new NegativeBinomial());
    all.add(new StudentT());
    all.add(new StudentT(3));
    for (DiscretisedLogistic.Scale scale : DiscretisedLogistic.Scale.values()) {
      all.add(new DiscretisedLogistic(16, scale));
    }
    all.add(new Categorical());
    all.add(mixed().chosenFor(summaries(columns)));
    all.add(new MixedLikelihood().chosenFor(summaries(columns)));
    return all;
  }

  static MixedLikelihood mixed() {
    return new MixedLikelihood("amount\\d+=log-normal:variance=ROW", "count\\d+=poisson");
  }

  /** Kinds of columns in turn; fields have two. */
  static List<ColumnSummary> summaries(int columns) {
    List<ColumnSummary> all = new ArrayList<>();
    for (int i = 0; all.size() < columns; i++) {
      all.add(Summaries.of("field" + i + "@no", 0, 0, 1, 1, 0.4, 0.24));
      all.add(Summaries.of("number" + i, -3, 0, 4, 1, 0.5, 2, 0.5, 0));
      all.add(Summaries.of("amount" + i, 0.5, 0, 9, 1, 2, 3, 0.5, 0));
      all.add(Summaries.of("count" + i, 0, 0, 9, 1, 2, 3));
      all.add(Summaries.of("field" + i + "@yes", 0, 0, 1, 1, 0.5, 0.25));
      all.add(Summaries.of("flag" + i, 0, 0, 1, 1, 0.25, 0.1875));
    }
    return all.subList(0, columns);
  }

  /**
   * What a likelihood may have learned: none where values stay as they are, else a shift and a
   * scale of its own for each column.
   */
  public static Scaling scaling(Likelihood likelihood, int columns) {
    double[] shift = new double[columns];
    double[] scale = new double[columns];
    Arrays.fill(scale, 1);
    RandomStream random = RandomStream.of(1, "scaling");
    for (ColumnGroup group : likelihood.groups(columns)) {
      for (int c : group.columns()) {
        if (group.likelihood() instanceof DiscretisedLogistic) {
          shift[c] = 0.5;
          scale[c] = 0.5;
        } else if (scales(group.likelihood())) {
          shift[c] = random.gaussian(2L * c);
          scale[c] = 0.5 + random.uniform(2L * c + 1);
        }
      }
    }
    return new Scaling(shift, scale);
  }

  private static boolean scales(Likelihood likelihood) {
    return likelihood instanceof Gaussian
        || likelihood instanceof LogNormal
        || likelihood instanceof StudentT;
  }
}
