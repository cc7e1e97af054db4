package org.lateo.semisupervised;

import com.oracle.labs.mlrg.olcut.config.Config;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.lateo.data.ColumnSummaries;
import org.lateo.data.Table;
import org.lateo.graph.Workers;
import org.lateo.likelihood.ColumnSummary;
import org.lateo.likelihood.Origin;
import org.lateo.rows.DerivedSource;
import org.lateo.rows.ExampleTable;
import org.lateo.rows.LabelledTable;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.classification.Label;
import org.tribuo.impl.ArrayExample;

/** The rows of a dataset with the labels that reach them; see {@link LabelSpreadingTrainer}. */
public final class SpreadSource extends DerivedSource<Label> {
  /**
   * How many deviations from zero a column's mean may be: neighbours are looked for by |a|² - 2ab +
   * |b|², of which floats would keep little where values are all alike.
   */
  private static final double FAR = 10;

  @Config(mandatory = true, description = "Neighbours that each row is joined with in the graph.")
  private int neighbours;

  @Config(
      mandatory = true,
      description = "The share of a row's value that comes from its neighbours, in (0, 1).")
  private double alpha;

  @Config(mandatory = true, description = "The most rows that are joined in the graph.")
  private int mostRows;

  @Config(mandatory = true, description = "Seed by which rows are drawn from more.")
  private long seed;

  private int threads = 0;

  /** For OLCUT. */
  private SpreadSource() {}

  SpreadSource(
      Dataset<Label> original, int neighbours, double alpha, int mostRows, long seed, int threads) {
    super(original);
    this.neighbours = neighbours;
    this.alpha = alpha;
    this.mostRows = mostRows;
    this.seed = seed;
    this.threads = threads;
  }

  @Override
  protected ImmutableOutputInfo<Label> outputs() {
    return labelled().outputs();
  }

  @Override
  protected List<Example<Label>> derive(Dataset<Label> from) {
    if (from.size() <= neighbours) {
      throw new IllegalArgumentException(
          String.format(
              "Expected more rows than neighbours=%d, found %d", neighbours, from.size()));
    }
    ImmutableOutputInfo<Label> outputs = outputs();
    int most = mostRows(from);
    List<Example<Label>> joined =
        Arrays.stream(RowDraw.draw(from, most, most, seed)).mapToObj(from::getExample).toList();
    int[] labels =
        joined.stream()
            .mapToInt(e -> MaskedSource.isLabelled(e) ? outputs.getID(e.getOutput()) : -1)
            .toArray();
    Table table = table(joined, from.getFeatureIDMap());
    double[][] reached =
        graph(table).spread(labels, weights(joined, labels), outputs.size(), alpha);
    List<Example<Label>> rows = new ArrayList<>();
    for (int r = 0; r < reached.length; r++) {
      add(joined.get(r), labels[r], reached[r], outputs, rows);
    }
    return rows;
  }

  /** As many rows as an array of all their values, or of all neighbours, can hold. */
  private int mostRows(Dataset<Label> from) {
    int columns = from.getFeatureIDMap().size();
    int held = Integer.MAX_VALUE / Math.max(columns, neighbours);
    if (held <= neighbours) {
      throw new IllegalArgumentException(
          String.format(
              "Expected so few columns and neighbours that an array holds those of more rows than"
                  + " neighbours, found %d columns and neighbours=%d",
              columns, neighbours));
    }
    return Math.min(mostRows, held);
  }

  /** The rows' values; of columns that lie far from zero less one of them. */
  private static Table table(List<Example<Label>> rows, ImmutableFeatureMap features) {
    Table raw = ExampleTable.of(rows, features);
    int[] all = IntStream.range(0, raw.rows()).toArray();
    boolean[] far = new boolean[raw.columns()];
    List<ColumnSummary> columns = ColumnSummaries.of(raw, ExampleTable.names(features), all);
    for (int c = 0; c < far.length; c++) {
      far[c] = Math.abs(columns.get(c).mean()) > FAR * Math.sqrt(columns.get(c).variance());
    }
    Origin origin = ExampleTable.origin(rows, features, far);
    return origin.isNone() ? raw : ExampleTable.of(rows, features, origin);
  }

  /** The weights of labelled rows, with a mean of 1; 0 for others. */
  private static double[] weights(List<Example<Label>> rows, int... labels) {
    int[] labelled = IntStream.range(0, labels.length).filter(r -> labels[r] >= 0).toArray();
    double[] some =
        LabelledTable.ofMeanOne(
            IntStream.of(labelled).mapToDouble(r -> rows.get(r).getWeight()).toArray());
    double[] weights = new double[labels.length];
    for (int i = 0; i < labelled.length; i++) {
      weights[labelled[i]] = some[i];
    }
    return weights;
  }

  private LabelSpreading graph(Table table) {
    float[] rows = new float[table.rows() * table.columns()];
    for (int r = 0; r < table.rows(); r++) {
      table.fill(r, rows, r * table.columns());
    }
    return LabelSpreading.over(
        Neighbours.of(rows, table.columns(), neighbours, Workers.sensible(threads)));
  }

  private static void add(
      Example<Label> example,
      int label,
      double[] reached,
      ImmutableOutputInfo<Label> outputs,
      List<Example<Label>> rows) {
    double sum = Arrays.stream(reached).sum();
    if (label >= 0) {
      rows.add(example);
    } else if (sum > 0) {
      int best = 0;
      for (int c = 1; c < reached.length; c++) {
        best = reached[c] > reached[best] ? c : best;
      }
      float weight = (float) (example.getWeight() * reached[best] / sum);
      rows.add(new ArrayExample<>(new Label(outputs.getOutput(best).getLabel()), example, weight));
    }
  }
}
